package io.margay.engine.identity;

/// What names a service.
public record ServiceKey(String namespace, String name) {}
