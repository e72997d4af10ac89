package io.margay.model.ruleset;

import io.margay.model.resource.Order;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.selector.Selector;
import java.util.List;
import java.util.stream.Stream;

/// A policy of any kind in the one internal form.
///
/// @param tieBreak what equal orders of one tier are sorted by, bytewise
/// @param subject the endpoints it is for
/// @param ingress whether it has a say about packets to them; `ingressRules` may be empty all the same
/// @param egress likewise about packets from them
/// @param onForward whether a host endpoint applies it to what the host forwards, too
/// @param staged kept and shown, never enforced
/// @param everywhere whether hosts get it though no endpoint of theirs needs it yet
public record PolicyRules(
        ResourceKey key,
        String tier,
        Order order,
        String tieBreak,
        Selector subject,
        boolean ingress,
        boolean egress,
        Stage stage,
        boolean onForward,
        boolean staged,
        boolean everywhere,
        List<Rule> ingressRules,
        List<Rule> egressRules,
        Where where) {
    /// When a host endpoint looks at it: before connection tracking (doNotTrack), before DNAT, or as usual. Workload
    /// endpoints look at NORMAL ones only.
    public enum Stage {
        UNTRACKED,
        PRE_DNAT,
        NORMAL
    }

    public PolicyRules {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
    }

    /// Whether it has a say in this direction.
    public boolean applies(Direction direction) {
        return direction == Direction.INGRESS ? ingress : egress;
    }

    /// Its rules in this direction, in order.
    public List<Rule> rules(Direction direction) {
        return direction == Direction.INGRESS ? ingressRules : egressRules;
    }

    /// Its rules of ingress, then those of egress.
    public Stream<Rule> allRules() {
        return Stream.concat(ingressRules.stream(), egressRules.stream());
    }
}
