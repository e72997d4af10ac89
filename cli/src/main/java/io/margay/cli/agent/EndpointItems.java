package io.margay.cli.agent;

import io.margay.cli.probe.JsonObject;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.iptables.Counters;
import io.margay.dataplane.iptables.RuleName;
import io.margay.dataplane.plan.Held;
import io.margay.model.parse.Value;
import io.margay.model.resource.Action;
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
    /// Each in short, in order.
    List<Value> all() {
        var interfaces = agent.interfaces();
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
        var interfaces = agent.interfaces();
        var item = head(endpoint, interfaces);
        for (var direction : Direction.values()) {
            item.value(word(direction), direction(endpoint, interfaces.get(key), direction));
        }
        return item.done();
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

    private Value direction(RuleSet endpoint, @Nullable String interfaceName, Direction direction) {
        Map<String, Counters.Count> own =
                interfaceName == null ? Map.of() : agent.counters().ofEndpoint(interfaceName, direction);
        var key = endpoint.endpoint();
        var tiers = endpoint.normal().stream()
                .filter(tier -> !tier.policies(direction).isEmpty())
                .<Value>map(tier -> tier(tier, new Side(key, direction, own)))
                .toList();
        var profiles = endpoint.profiles().stream()
                .map(profile -> counted(new JsonObject().text("profile", profile), own.get("Profile/" + profile)))
                .toList();
        return new JsonObject()
                .value(
                        "known",
                        counted(
                                new JsonObject().text("rule", "known connections"),
                                own.get(new RuleName.KnownConnection(key, direction).comment())))
                .value("tiers", new Value.Sequence(0, tiers))
                .value("profiles", new Value.Sequence(0, profiles))
                .value(
                        "rest",
                        counted(
                                new JsonObject()
                                        .text("rule", "nothing allows it")
                                        .text("action", Action.DENY.word()),
                                own.get(new RuleName.NothingAllows(key, direction).comment())))
                .done();
    }

    /// @param own what the endpoint's chain counted
    private record Side(ResourceKey endpoint, Direction direction, Map<String, Counters.Count> own) {
        Counters.@Nullable Count end(String tier) {
            return own.get(new RuleName.TierEnd(endpoint, direction, false, tier).comment());
        }
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
        counts.putAll(agent.counters().ofPolicy(key, direction));
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
