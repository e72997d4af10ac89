package io.margay.actors.view;

import io.margay.engine.node.NodeReport;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/// How a member is at this moment, whether or not anything is under way.
///
/// @param isInSync whether it knows all that the source has said; else hosts are told what it knew last, or nothing
/// @param awaited who has not said yet what the source says that they should; some of them
/// @param nodes those that live here, by name
public record MemberView(boolean isInSync, List<String> awaited, List<NodeNow> nodes) {
    /// How a node is.
    ///
    /// @param isSettled whether its host was offered all that it should hold
    public record NodeNow(String node, int endpoints, int policies, boolean isSettled, List<ResourceKey> keys) {
        /// As it says itself.
        public static NodeNow of(NodeReport report) {
            var needs = report.needs();
            var keys = new ArrayList<ResourceKey>(needs.policies().size());
            needs.policies().forEachValue(policy -> keys.add(policy.rules().key()));
            return new NodeNow(
                    report.node(), needs.endpoints().size(), needs.policies().size(), report.settled(), keys);
        }
    }

    public MemberView {
        awaited = List.copyOf(awaited);
        nodes = List.copyOf(nodes);
    }
}
