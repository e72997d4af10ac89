package io.margay.model.resource;

import io.margay.model.label.Labels;

/// What every resource has: namespace (empty where the kind has none), name, labels, and where it was written.
public record Metadata(String namespace, String name, Labels labels, Where where) {}
