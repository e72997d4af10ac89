package io.margay.actors.store;

import io.margay.model.resource.Resource;

/// A resource that exists.
///
/// @param document what was written, as JSON
/// @param changed its last change
public record Stored(Resource resource, String document, Stamp changed) {}
