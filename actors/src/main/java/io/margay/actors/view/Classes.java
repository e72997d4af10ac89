package io.margay.actors.view;

import io.margay.model.ruleset.Direction;
import java.util.List;
import java.util.stream.Stream;

/// How many classes hosts have: combinations of sets and nets of a host's enforced rules that addresses are in, as
/// sources of ingress and as destinations of egress, added up. For the nodes of one moment, and for one thread.
///
/// Source: decision 0005; `docs/compute.md`, "Classes".
public final class Classes {
    private final SetMembers members;
    private final DirectionClasses ingress;
    private final DirectionClasses egress;

    private Classes(SetMembers members, DirectionClasses ingress, DirectionClasses egress) {
        this.members = members;
        this.ingress = ingress;
        this.egress = egress;
    }

    /// Of the hosts of these nodes.
    public static Classes of(List<NodeView> nodes, SharedViews shared) {
        var ingress = Conditions.of(nodes, Direction.INGRESS);
        var egress = Conditions.of(nodes, Direction.EGRESS);
        var nets = Stream.concat(ingress.nets().stream(), egress.nets().stream())
                .distinct()
                .toList();
        var members = SetMembers.of(shared, nets);
        var names = nodes.stream().map(NodeView::node).toList();
        return new Classes(
                members, new DirectionClasses(ingress, members, names), new DirectionClasses(egress, members, names));
    }

    /// The classes of a node's host.
    public long count(NodeView node) {
        return (long) ingress.count(node.node()) + egress.count(node.node());
    }

    /// The members of sets, which this rests on, too.
    public SetMembers members() {
        return members;
    }
}
