package io.margay.engine.bruteforce;

import io.margay.engine.bruteforce.Ruling.ByFailsafe;
import io.margay.engine.bruteforce.Ruling.ByNothing;
import io.margay.engine.bruteforce.Ruling.ByProfile;
import io.margay.engine.bruteforce.Ruling.ByRule;
import io.margay.engine.bruteforce.Ruling.ByTier;
import io.margay.engine.bruteforce.Ruling.Cause;
import io.margay.engine.bruteforce.Ruling.OneSide;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Profile;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks what one endpoint asks of a packet in one direction, first to last.
final class SideWalk {
    private static final Set<Integer> TCP_FAILSAFES = Set.of(179, 2379, 2380, 5473, 6443, 6666, 6667);
    private static final int SSH = 22;
    private static final Set<Integer> UDP_IN = Set.of(68);
    private static final Set<Integer> UDP_OUT = Set.of(53, 67);
    private static final List<Line> ALLOW_ALL = List.of(new Line(0, Action.ALLOW, _ -> true));

    private final World world;
    private final Tiers tiers;
    private final Reading reading;

    SideWalk(World world, Tiers tiers) {
        this.world = world;
        this.tiers = tiers;
        this.reading = new Reading(world);
    }

    OneSide walk(Holder endpoint, Direction direction, Packet packet) {
        if (endpoint.key().kind() == Kind.HOST_ENDPOINT) {
            if (isFailsafe(direction, packet)) {
                var port = new ByFailsafe(
                        packet.transport().protocol(), packet.transport().port());
                return new OneSide(endpoint.key(), Verdict.ALLOW, Stage.NORMAL, port);
            }
            return stage(Stage.UNTRACKED, endpoint, direction, packet)
                    .or(() -> stage(Stage.PRE_DNAT, endpoint, direction, packet))
                    .orElseGet(() -> normal(endpoint, direction, packet));
        }
        return normal(endpoint, direction, packet);
    }

    private OneSide normal(Holder endpoint, Direction direction, Packet packet) {
        return stage(Stage.NORMAL, endpoint, direction, packet).orElseGet(() -> profiles(endpoint, direction, packet));
    }

    private static boolean isFailsafe(Direction direction, Packet packet) {
        var port = packet.transport().port();
        var isIn = direction == Direction.INGRESS;
        if (packet.transport().protocol().equals(Protocol.TCP)) {
            return TCP_FAILSAFES.contains(port) || (isIn && port == SSH);
        }
        return packet.transport().protocol().equals(Protocol.UDP) && (isIn ? UDP_IN : UDP_OUT).contains(port);
    }

    /// What the tiers of a stage decide, if they do.
    private Optional<OneSide> stage(Stage stage, Holder endpoint, Direction direction, Packet packet) {
        for (var tier : tiers.all()) {
            var asked = tiers.of(tier).stream()
                    .filter(policy -> Reading.asks(policy, endpoint, direction, stage))
                    .toList();
            if (asked.isEmpty()) {
                continue;
            }
            var found = firstRule(tier.name(), asked, direction, packet);
            var passed = found.isPresent() && found.get().action == Action.PASS;
            var ends = found.isEmpty() && stage == Stage.NORMAL && !tier.passes();
            if (ends) {
                return Optional.of(new OneSide(endpoint.key(), Verdict.DENY, stage, new ByTier(tier.name())));
            }
            if (found.isPresent() && !passed) {
                return Optional.of(found.get().side(endpoint, stage));
            }
        }
        return Optional.empty();
    }

    /// A rule that matched: what it says, and which it is.
    private record Found(Action action, Cause cause) {
        OneSide side(Holder endpoint, Stage stage) {
            var verdict = action == Action.ALLOW ? Verdict.ALLOW : Verdict.DENY;
            return new OneSide(endpoint.key(), verdict, stage, cause);
        }
    }

    private Optional<Found> firstRule(String tier, List<Policy> policies, Direction direction, Packet packet) {
        for (var policy : policies) {
            var line = first(reading.lines(policy, direction), packet);
            if (line.isPresent()) {
                var cause = new ByRule(tier, policy.key(), line.get().index());
                return Optional.of(new Found(line.get().action(), cause));
            }
        }
        return Optional.empty();
    }

    private static Optional<Line> first(List<Line> lines, Packet packet) {
        return lines.stream()
                .filter(line -> line.action() != Action.LOG && line.test().test(packet))
                .findFirst();
    }

    private OneSide profiles(Holder endpoint, Direction direction, Packet packet) {
        for (var profile : endpoint.profiles()) {
            var lines = profileLines(profile, direction);
            if (lines.isEmpty()) {
                break;
            }
            var line = first(lines.get(), packet);
            if (line.isPresent()) {
                var cause = new ByProfile(profile, line.get().index(), !isLookedAt(endpoint, direction));
                return new Found(line.get().action(), cause).side(endpoint, Stage.NORMAL);
            }
        }
        return new OneSide(endpoint.key(), Verdict.DENY, Stage.NORMAL, new ByNothing());
    }

    private boolean isLookedAt(Holder endpoint, Direction direction) {
        return world.all(Policy.class).stream()
                .anyMatch(policy -> Reading.asks(policy, endpoint, direction, Stage.NORMAL)
                        || (endpoint.key().kind() == Kind.HOST_ENDPOINT && asksEarly(policy, endpoint, direction)));
    }

    private static boolean asksEarly(Policy policy, Holder endpoint, Direction direction) {
        return Reading.asks(policy, endpoint, direction, Stage.UNTRACKED)
                || Reading.asks(policy, endpoint, direction, Stage.PRE_DNAT);
    }

    /// Empty for a profile that does not exist, which denies.
    private Optional<List<Line>> profileLines(String name, Direction direction) {
        var isNamespace = world.all(Namespace.class).stream()
                .anyMatch(it -> name.equals("kns." + it.metadata().name()));
        if (isNamespace || name.equals("projectcalico-default-allow")) {
            return Optional.of(ALLOW_ALL);
        }
        var isAccount = world.all(ServiceAccount.class).stream()
                .anyMatch(it -> name.equals(
                        "ksa." + it.metadata().namespace() + "." + it.metadata().name()));
        if (isAccount) {
            return Optional.of(List.of());
        }
        return world.all(Profile.class).stream()
                .filter(it -> it.metadata().name().equals(name))
                .findFirst()
                .map(it -> direction == Direction.INGRESS ? it.ingressRules() : it.egressRules())
                .map(rules -> reading.calico().lines(rules, ""));
    }
}
