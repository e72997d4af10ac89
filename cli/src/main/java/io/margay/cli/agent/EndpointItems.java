package io.margay.cli.agent;

import io.margay.cli.probe.JsonObject;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.iptables.Counters;
import io.margay.dataplane.iptables.HostStage;
import io.margay.dataplane.iptables.RuleName;
import io.margay.dataplane.plan.Held;
import io.margay.model.parse.Value;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The endpoints of a host as objects of JSON: what `show` shows.
record EndpointItems(Held held, LocalAgent agent, List<ReleaseFile.Entry> released) {
    /// What an endpoint's chains counted, and whose policies are asked: a stage of a host's, or a workload's.
    ///
    /// @param stage NORMAL for a workload
    private record Side(RuleSet endpoint, Direction direction, HostStage stage, Map<String, Counters.Count> own) {
        Counters.@Nullable Count end(String tier) {
            boolean isForwarded = stage == HostStage.FORWARD;
            return own.get(new RuleName.TierEnd(endpoint.endpoint(), direction, isForwarded, tier).comment());
        }
    }

    /// Each in short, in order.
    List<Value> all() {
        var interfaces = interfaces();
        return held.endpoints().values().stream()
                .sorted((one, other) -> one.endpoint().compareTo(other.endpoint()))
                .<Value>map(endpoint -> head(endpoint, interfaces)
                        .number("policies", policies(endpoint))
                        .done())
                .toList();
    }

    /// One in full, with what the kernel counted.
    Value one(ResourceKey key) {
        var endpoint = Objects.requireNonNull(held.endpoints().get(key));
        var item = head(endpoint, interfaces());
        for (var direction : Direction.values()) {
            var object = direction(side(endpoint, HostStage.NORMAL, direction));
            if (isHost(endpoint)) {
                object.value("untracked", stage(endpoint, HostStage.UNTRACKED, direction))
                        .value("preDnat", stage(endpoint, HostStage.PRE_DNAT, direction))
                        .value("forward", stage(endpoint, HostStage.FORWARD, direction));
            }
            item.value(word(direction), object.done());
        }
        return item.done();
    }

    /// The tiers of a stage, where it has policies.
    private @Nullable Value stage(RuleSet endpoint, HostStage stage, Direction direction) {
        boolean isAsked = stage.tiers(endpoint).stream()
                .anyMatch(tier -> !tier.policies(direction).isEmpty());
        return isAsked ? tiers(side(endpoint, stage, direction)) : null;
    }

    private static boolean isHost(RuleSet endpoint) {
        return endpoint.endpoint().kind() == Kind.HOST_ENDPOINT;
    }

    private Map<ResourceKey, String> interfaces() {
        var names = new HashMap<>(agent.interfaces());
        agent.hostInterfaces()
                .forEach((key, taken) -> names.put(key, String.join(", ", taken).replace("+", "*")));
        return names;
    }

    private Side side(RuleSet endpoint, HostStage stage, Direction direction) {
        var counters = agent.counters();
        var key = endpoint.endpoint();
        var name = agent.interfaces().get(key);
        var own = new HashMap<String, Counters.Count>();
        if (isHost(endpoint)) {
            agent.hostInterfaces()
                    .getOrDefault(key, List.of())
                    .forEach(taken -> counters.ofHost(taken, stage, direction)
                            .forEach((id, count) -> own.merge(id, count, Counters.Count::and)));
        } else if (name != null) {
            own.putAll(counters.ofEndpoint(name, direction));
        }
        return new Side(endpoint, direction, stage, own);
    }

    private JsonObject head(RuleSet endpoint, Map<ResourceKey, String> interfaces) {
        return new JsonObject()
                .text("endpoint", endpoint.endpoint().ref())
                .text("interface", interfaces.get(endpoint.endpoint()))
                .value("addresses", texts(endpoint.addresses()))
                .text("released", released(endpoint.endpoint()));
    }

    /// Since when, by itself or with its host.
    private @Nullable String released(ResourceKey key) {
        return released.stream()
                .filter(entry -> entry.endpoint() == null || entry.endpoint().equals(key))
                .findFirst()
                .map(entry -> entry.since().toString())
                .orElse(null);
    }

    private static long policies(RuleSet endpoint) {
        return Stream.of(endpoint.untracked(), endpoint.preDnat(), endpoint.forward(), endpoint.normal())
                .flatMap(List::stream)
                .flatMap(tier -> Stream.concat(tier.ingress().stream(), tier.egress().stream()))
                .distinct()
                .count();
    }

    private JsonObject direction(Side side) {
        var endpoint = side.endpoint;
        var key = endpoint.endpoint();
        var direction = side.direction;
        var own = side.own;
        var profiles = endpoint.profiles().stream()
                .map(profile -> counted(new JsonObject().text("profile", profile), own.get("Profile/" + profile)))
                .toList();
        return new JsonObject()
                .value(
                        "known",
                        counted(
                                new JsonObject().text("rule", "known connections"),
                                own.get(new RuleName.KnownConnection(key, direction).comment())))
                .value("tiers", tiers(side))
                .value("profiles", new Value.Sequence(0, profiles))
                .value(
                        "rest",
                        counted(
                                new JsonObject()
                                        .text("rule", "nothing allows it")
                                        .text("action", Action.DENY.word()),
                                own.get(new RuleName.NothingAllows(key, direction).comment())));
    }

    private Value tiers(Side side) {
        return new Value.Sequence(
                0,
                side.stage.tiers(side.endpoint).stream()
                        .filter(tier -> !tier.policies(side.direction).isEmpty())
                        .<Value>map(tier -> tier(tier, side))
                        .toList());
    }

    private Value tier(RuleSet.TierPolicies tier, Side side) {
        var policies = tier.policies(side.direction).stream()
                .<Value>map(policy -> policy(policy, side))
                .toList();
        var end = new JsonObject()
                .text("rule", "end of tier")
                .text("action", tier.defaultAction().word());
        return new JsonObject()
                .text("tier", tier.tier())
                .value("policies", new Value.Sequence(0, policies))
                .value("end", counted(end, side.end(tier.tier())))
                .done();
    }

    private Value policy(ResourceKey key, Side side) {
        var direction = side.direction;
        var counts = new HashMap<>(side.own);
        counts.putAll(agent.counters().ofPolicy(side.stage, key, direction));
        var policy = held.policies().get(key);
        var rules = new ArrayList<Value>();
        var seen = new HashSet<Integer>();
        for (Rule rule : policy == null ? List.<Rule>of() : policy.rules(direction)) {
            if (seen.add(rule.index())) {
                var id = new RuleName.PolicyRule("", key, direction, rule.index()).comment();
                var item = new JsonObject()
                        .number("rule", rule.index())
                        .text("action", rule.action().word())
                        .text("id", id)
                        .text("source", rule.where().toString());
                rules.add(counted(item, counts.get(id)));
            }
        }
        return new JsonObject()
                .text("policy", key.ref())
                .value("rules", new Value.Sequence(0, rules))
                .done();
    }

    /// With its counter, if the kernel has the rule.
    private static Value counted(JsonObject item, Counters.@Nullable Count count) {
        if (count != null) {
            item.number("packets", count.packets()).number("bytes", count.bytes());
        }
        return item.done();
    }

    private static String word(Direction direction) {
        return direction == Direction.INGRESS ? "ingress" : "egress";
    }

    private static Value texts(List<?> texts) {
        return new Value.Sequence(
                0,
                texts.stream()
                        .<Value>map(text -> new Value.Text(0, text.toString()))
                        .toList());
    }
}
