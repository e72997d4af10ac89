package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.ChainKind.ANSWER;
import static io.margay.dataplane.iptables.ChainKind.FORWARD;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// The chains of an endpoint: for packets to it (ingress) and from it (egress).
///
/// ```text
/// of a known connection: accept; of none that can be: drop
/// for each tier:    each policy, until one has accepted or passed; else drop, or go on where the tier passes
/// for each profile: until one has accepted
/// drop
/// ```
/// A packet that is accepted returns with the accept mark, since the other end may be here, too, and have its say. A
/// host endpoint has such chains for what it receives and sends, with failsafe ports before all; and others, which
/// have no end, for what it forwards and for the stages before.
record EndpointRenderer(IptablesConfig config, IpVersion version) {
    /// The chains of a workload endpoint on this interface.
    Rendered workload(RuleSet endpoint, String interfaceName) {
        return Rendered.of(chains(ChainKind.WORKLOAD, endpoint, interfaceName));
    }

    /// The chains of a host endpoint on this interface.
    Rendered host(RuleSet endpoint, String interfaceName) {
        var kinds = EnumSet.complementOf(EnumSet.of(ChainKind.WORKLOAD));
        return Rendered.of(kinds.stream()
                .flatMap(kind -> chains(kind, endpoint, interfaceName).stream())
                .toList());
    }

    private List<Chain> chains(ChainKind kind, RuleSet endpoint, String interfaceName) {
        var chains = new ArrayList<Chain>();
        for (var direction : Direction.values()) {
            if (kind.isFor(endpoint, direction)) {
                var side = new Side(kind, endpoint, interfaceName, direction);
                chains.add(Chain.of(kind.table(), Names.endpoint(kind, interfaceName, direction), lines(side)));
            }
        }
        return chains;
    }

    /// An endpoint in one direction.
    private record Side(ChainKind kind, RuleSet endpoint, String interfaceName, Direction direction) {
        /// Which packets policies are asked about: of answers, those that were answered.
        Direction asked() {
            return kind == ANSWER ? ChainKind.other(direction) : direction;
        }
    }

    private List<Line> lines(Side side) {
        var lines = new ArrayList<>(before(side));
        side.kind.tiers(side.endpoint).stream()
                .filter(tier -> !tier.policies(side.asked()).isEmpty())
                .forEach(tier -> addTier(lines, tier, side));
        lines.addAll(after(side));
        return lines;
    }

    private List<Line> before(Side side) {
        var clear = Line.always("", marks().clearBoth());
        return switch (side.kind) {
            case WORKLOAD -> join(List.of(known(side, "-j ACCEPT")), invalid(side), List.of(itself(side), clear));
            case HOST -> join(List.of(known(side, "-j ACCEPT"), failsafe(side)), invalid(side), List.of(clear));
            // Workloads are asked after hosts, also about a known connection.
            case FORWARD -> join(List.of(known(side, "-g " + Names.ACCEPT)), invalid(side), List.of(clear));
            case UNTRACKED -> join(List.of(failsafe(side)), answers(side), List.of(clear));
            case ANSWER -> Answers.others(version, side.direction);
            case PRE_DNAT -> List.of(known(side, "-j RETURN"), failsafe(side), clear);
            case OWN_HOST -> List.of(known(side, "-j ACCEPT"), failsafe(side), clear);
        };
    }

    @SafeVarargs
    private static List<Line> join(List<Line>... parts) {
        return List.of(parts).stream().flatMap(List::stream).toList();
    }

    private static Line known(Side side, String action) {
        var name = new RuleName.KnownConnection(side.endpoint.endpoint(), side.direction);
        return new Line("-m conntrack --ctstate RELATED,ESTABLISHED", name.comment(), action);
    }

    private List<Line> invalid(Side side) {
        var name = new RuleName.InvalidPacket(side.endpoint.endpoint(), side.direction);
        return config.nfLog().drop("-m conntrack --ctstate INVALID", name);
    }

    /// What comes in by an interface and leaves by it. Nothing else can: who spoofs an address has another interface.
    private static Line itself(Side side) {
        var option = side.kind.option(ChainKind.other(side.direction));
        var name = new RuleName.Itself(side.endpoint.endpoint(), side.direction);
        return new Line(option + side.interfaceName, name.comment(), "-g " + Names.ACCEPT);
    }

    private static Line failsafe(Side side) {
        return Line.always("", "-j " + Names.failsafe(side.direction));
    }

    private List<Line> answers(Side side) {
        if (!ANSWER.isFor(side.endpoint, side.direction)) {
            return List.of();
        }
        return List.of(
                Line.always("", "-j " + Names.endpoint(ANSWER, side.interfaceName, side.direction)),
                new Line(marks().isJustAccepted(), "answers", "-j RETURN"));
    }

    private void addTier(List<Line> lines, RuleSet.TierPolicies tier, Side side) {
        lines.add(Line.always("tier " + tier.tier(), marks().clearPassed()));
        for (var policy : tier.policies(side.asked())) {
            var chain = side.kind == ANSWER ? Names.answers(policy, side.asked()) : Names.policy(policy, side.asked());
            lines.add(new Line(marks().isNotPassed(), RuleName.policy(policy, side.asked()), "-j " + chain));
            lines.add(new Line(marks().isAccepted(), "", "-j RETURN"));
        }
        if (tier.defaultAction() != Action.PASS) {
            var name =
                    new RuleName.TierEnd(side.endpoint.endpoint(), side.direction, side.kind == FORWARD, tier.tier());
            lines.addAll(config.nfLog().drop(marks().isNotPassed(), name));
        }
    }

    private List<Line> after(Side side) {
        return switch (side.kind) {
            case WORKLOAD, HOST -> profiles(side);
            case OWN_HOST ->
                List.of(Line.always("", DispatchRenderer.to(ChainKind.HOST, side.interfaceName, side.direction)));
            case FORWARD, UNTRACKED, ANSWER, PRE_DNAT -> List.of();
        };
    }

    private List<Line> profiles(Side side) {
        var lines = new ArrayList<Line>();
        for (var profile : side.endpoint.profiles()) {
            lines.add(Line.always("Profile/" + profile, "-j " + Names.profile(profile, side.direction)));
            lines.add(new Line(marks().isAccepted(), "", "-j RETURN"));
        }
        var name = new RuleName.NothingAllows(side.endpoint.endpoint(), side.direction);
        lines.addAll(config.nfLog().drop("", name));
        return lines;
    }

    private Marks marks() {
        return config.marks();
    }
}
