package io.margay.engine.source;

import io.margay.engine.identity.Holder;
import io.margay.model.resource.ResourceKey;
import java.util.List;

/// What became of the endpoints of one node.
///
/// @param previous the revision of the change before, of this node; 0 for the first
/// @param revision of this change
/// @param changed endpoints that came or changed
/// @param gone endpoints that are no longer on this node
public record EndpointsChange(String node, long previous, long revision, List<Holder> changed, List<ResourceKey> gone) {
    public EndpointsChange {
        changed = List.copyOf(changed);
        gone = List.copyOf(gone);
    }

    /// Whether it says all that there is to say of the node.
    public boolean isWhole() {
        return previous == 0;
    }
}
