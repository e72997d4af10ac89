package io.margay.model.parse;

import io.margay.model.resource.Metadata;
import io.margay.model.resource.Resource;

/// Reads the resources of one kind.
///
/// Errors: reported into `root`; then the whole resource is refused and what `parse` returned is thrown away.
@FunctionalInterface
public interface KindParser {
    /// Reads a resource whose apiVersion, kind and metadata have been read.
    Resource parse(Fields root, Metadata metadata);
}
