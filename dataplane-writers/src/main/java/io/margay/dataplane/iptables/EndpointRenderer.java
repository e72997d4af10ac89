package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.ChainKind.ANSWER;
import static io.margay.dataplane.iptables.ChainKind.FORWARD;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/// The chains of an endpoint: for packets to it (ingress) and from it (egress).
///
/// ```text
/// of a known connection: accept, unless it is to be judged again; of none that can be: drop
/// for each tier:    each policy, until one has accepted or passed; else drop, or go on where the tier passes
/// for each profile: until one has accepted
/// drop
/// ```
/// A packet that is accepted returns with the accept mark, since the other end may be here, too, and have its say. A
/// host endpoint has such chains for what it receives and sends, with failsafe ports before all; and others, which
/// have no end, for what it forwards and for the stages before.
record EndpointRenderer(IptablesConfig config, IpVersion version, Groups groups, KnownEndpoints known) {
    /// The chains of a workload endpoint on this interface.
    Rendered workload(RuleSet endpoint, String interfaceName) {
        // Asked in any case: what no endpoint asks for is not made.
        var jumps = Arrays.stream(Direction.values())
                .map(direction -> new Walk(ChainKind.WORKLOAD, endpoint, interfaceName, direction))
                .flatMap(walk -> ChainKind.WORKLOAD.tiers(endpoint).stream()
                        .map(tier -> jumps(tier.policies(walk.asked()), walk)))
                .toList();
        return known.get(
                endpoint, interfaceName, jumps, () -> Rendered.of(chains(ChainKind.WORKLOAD, endpoint, interfaceName)));
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
                var walk = new Walk(kind, endpoint, interfaceName, direction);
                var chain = Chain.of(kind.table(), Names.endpoint(kind, interfaceName, direction), lines(walk));
                // Who closed a host's own would lock its people out.
                chains.add(
                        kind == ChainKind.WORKLOAD
                                ? chain.of(endpoint.endpoint().toString())
                                : chain);
            }
        }
        return chains;
    }

    /// An endpoint in one direction.
    private record Walk(ChainKind kind, RuleSet endpoint, String interfaceName, Direction direction) {
        /// Which packets policies are asked about: of answers, those that were answered.
        Direction asked() {
            return kind == ANSWER ? ChainKind.other(direction) : direction;
        }
    }

    private List<Line> lines(Walk walk) {
        var lines = new ArrayList<>(before(walk));
        walk.kind.tiers(walk.endpoint).stream()
                .filter(tier -> !tier.policies(walk.asked()).isEmpty())
                .forEach(tier -> addTier(lines, tier, walk));
        lines.addAll(after(walk));
        return lines;
    }

    private List<Line> before(Walk walk) {
        var clear = Line.always("", marks().clearBoth());
        return switch (walk.kind) {
            case WORKLOAD -> join(Stream.of(known(walk, "-j ACCEPT"), invalid(walk), List.of(itself(walk), clear)));
            case HOST -> join(Stream.of(known(walk, "-j ACCEPT"), failsafe(walk), invalid(walk), List.of(clear)));
            // Workloads are asked after hosts, also about a known connection.
            case FORWARD -> join(Stream.of(known(walk, "-g " + Names.ACCEPT), invalid(walk), List.of(clear)));
            case UNTRACKED -> join(Stream.of(failsafe(walk), answers(walk), List.of(clear)));
            case ANSWER -> Answers.others(version, walk.direction);
            case PRE_DNAT -> join(Stream.of(known(walk, "-j RETURN"), failsafe(walk), List.of(clear)));
            case OWN_HOST -> join(Stream.of(known(walk, "-j ACCEPT"), failsafe(walk), List.of(clear)));
        };
    }

    private static List<Line> join(Stream<List<Line>> parts) {
        return parts.flatMap(List::stream).toList();
    }

    private List<Line> known(Walk walk, String action) {
        var name = new RuleName.KnownConnection(walk.endpoint.endpoint(), walk.direction);
        return config.flowRules().known(name.comment(), action);
    }

    private List<Line> invalid(Walk walk) {
        var name = new RuleName.InvalidPacket(walk.endpoint.endpoint(), walk.direction);
        return config.drop(walk.kind.table(), "-m conntrack --ctstate INVALID", name);
    }

    /// What comes in by an interface and leaves by it. Nothing else can: who spoofs an address has another interface.
    private static Line itself(Walk walk) {
        var option = walk.kind.option(ChainKind.other(walk.direction));
        var name = new RuleName.Itself(walk.endpoint.endpoint(), walk.direction);
        return new Line(option + walk.interfaceName, name.comment(), "-g " + Names.ACCEPT);
    }

    private static List<Line> failsafe(Walk walk) {
        return List.of(Line.always("", "-j " + Names.failsafe(walk.direction)));
    }

    private List<Line> answers(Walk walk) {
        if (!ANSWER.isFor(walk.endpoint, walk.direction)) {
            return List.of();
        }
        return List.of(
                Line.always("", "-j " + Names.endpoint(ANSWER, walk.interfaceName, walk.direction)),
                new Line(marks().isJustAccepted(), "answers", "-j RETURN"));
    }

    private void addTier(List<Line> lines, RuleSet.TierPolicies tier, Walk walk) {
        lines.add(Line.always("tier " + tier.tier(), marks().clearPassed()));
        for (var jump : jumps(tier.policies(walk.asked()), walk)) {
            lines.add(new Line(marks().isNotPassed(), jump.comment(), "-j " + jump.chain()));
            lines.add(new Line(marks().isAccepted(), "", "-j RETURN"));
        }
        if (tier.defaultAction() != Action.PASS) {
            var name =
                    new RuleName.TierEnd(walk.endpoint.endpoint(), walk.direction, walk.kind == FORWARD, tier.tier());
            lines.addAll(config.drop(walk.kind.table(), marks().isNotPassed(), name));
        }
    }

    private List<Groups.Jump> jumps(List<ResourceKey> policies, Walk walk) {
        return walk.kind == ANSWER
                ? policies.stream().map(policy -> answers(policy, walk)).toList()
                : groups.jumps(walk.kind.table(), policies, walk.asked());
    }

    private static Groups.Jump answers(ResourceKey policy, Walk walk) {
        var chain = Names.answers(policy, walk.asked());
        return new Groups.Jump(chain, RuleName.policy(policy, walk.asked()));
    }

    private List<Line> after(Walk walk) {
        return switch (walk.kind) {
            case WORKLOAD, HOST -> profiles(walk);
            case OWN_HOST ->
                List.of(Line.always("", DispatchRenderer.to(ChainKind.HOST, walk.interfaceName, walk.direction)));
            case FORWARD, UNTRACKED, ANSWER, PRE_DNAT -> List.of();
        };
    }

    private List<Line> profiles(Walk walk) {
        var lines = new ArrayList<Line>();
        for (var profile : walk.endpoint.profiles()) {
            lines.add(Line.always("Profile/" + profile, "-j " + Names.profile(profile, walk.direction)));
            lines.add(new Line(marks().isAccepted(), "", "-j RETURN"));
        }
        var name = new RuleName.NothingAllows(walk.endpoint.endpoint(), walk.direction);
        lines.addAll(config.drop(walk.kind.table(), "", name));
        return lines;
    }

    private Marks marks() {
        return config.marks();
    }
}
