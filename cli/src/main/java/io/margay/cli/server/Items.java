package io.margay.cli.server;

import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetView;
import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Value;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// What an engine holds at one moment, as objects of JSON: what `get` shows.
record Items(List<NodeView> nodes, List<Resource> resources, HostRoll hosts) {
    /// Those that a question is about, in order.
    List<Value> of(Question question) {
        return switch (question.topic()) {
            case NODES -> nodes(question);
            case ENDPOINTS -> ofEndpoints(question, Items::endpoint);
            case RULESETS -> ofEndpoints(question, Items::ruleSet);
            case POLICIES -> policies(question);
            case SELECTORS -> selectors(question);
        };
    }

    private List<Value> nodes(Question question) {
        return nodes.stream()
                .filter(node -> question.isFor("", node.node()))
                .<Value>map(node -> new HostItem(hosts.state(node.node()))
                        .addTo(new JsonObject()
                                .text("name", node.node())
                                .number("endpoints", node.endpoints().size())
                                .number("policies", node.policies().size())
                                .number("identities", node.identities())
                                .number("selectors", node.sets().size()))
                        .done())
                .toList();
    }

    private List<Value> ofEndpoints(Question question, BiFunction<NodeView, RuleSet, Value> item) {
        return nodes.stream()
                .flatMap(node -> node.endpoints().stream()
                        .filter(it -> question.isFor(
                                it.endpoint().namespace(), it.endpoint().name()))
                        .map(it -> item.apply(node, it)))
                .toList();
    }

    private static Value endpoint(NodeView node, RuleSet ruleSet) {
        var policies = Stream.of(ruleSet.untracked(), ruleSet.preDnat(), ruleSet.forward(), ruleSet.normal())
                .flatMap(List::stream)
                .flatMap(tier -> Stream.concat(tier.ingress().stream(), tier.egress().stream()))
                .distinct()
                .count();
        return named(ruleSet.endpoint())
                .text("node", node.node())
                .text("interface", ruleSet.interfaceName())
                .value("addresses", texts(ruleSet.addresses()))
                .text("identity", ruleSet.identity())
                .number("policies", policies)
                .value("profiles", texts(ruleSet.profiles()))
                .done();
    }

    private static Value ruleSet(NodeView node, RuleSet ruleSet) {
        var item = named(ruleSet.endpoint()).text("node", node.node());
        item.value("ingress", tiers(ruleSet.normal(), Direction.INGRESS));
        item.value("egress", tiers(ruleSet.normal(), Direction.EGRESS));
        addTiers(item, "untrackedIngress", ruleSet.untracked(), Direction.INGRESS);
        addTiers(item, "untrackedEgress", ruleSet.untracked(), Direction.EGRESS);
        addTiers(item, "preDNATIngress", ruleSet.preDnat(), Direction.INGRESS);
        addTiers(item, "forwardIngress", ruleSet.forward(), Direction.INGRESS);
        addTiers(item, "forwardEgress", ruleSet.forward(), Direction.EGRESS);
        return item.value("profiles", texts(ruleSet.profiles())).done();
    }

    private static void addTiers(JsonObject to, String name, List<TierPolicies> tiers, Direction direction) {
        if (tiers.stream().anyMatch(tier -> !tier.policies(direction).isEmpty())) {
            to.value(name, tiers(tiers, direction));
        }
    }

    private static Value tiers(List<TierPolicies> tiers, Direction direction) {
        return new Value.Sequence(
                0,
                tiers.stream()
                        .filter(tier -> !tier.policies(direction).isEmpty())
                        .<Value>map(tier -> new JsonObject()
                                .text("tier", tier.tier())
                                .text("defaultAction", tier.defaultAction().word())
                                .value(
                                        "policies",
                                        texts(tier.policies(direction).stream()
                                                .map(ResourceKey::ref)
                                                .toList()))
                                .done())
                        .toList());
    }

    private List<Value> policies(Question question) {
        var active = new HashMap<ResourceKey, Integer>();
        nodes.stream()
                .flatMap(node -> node.policies().stream())
                .map(PolicyRules::key)
                .forEach(key -> active.merge(key, 1, Integer::sum));
        return resources.stream()
                .filter(it ->
                        question.isFor(it.metadata().namespace(), it.metadata().name()))
                .filter(Policy.class::isInstance)
                .map(Policy.class::cast)
                .<Value>map(policy -> policy(policy, active.getOrDefault(policy.key(), 0)))
                .toList();
    }

    private static Value policy(Policy policy, int activeOn) {
        var item = named(policy.key()).text("apiVersion", policy.kind().apiVersion());
        switch (policy) {
            case KubernetesNetworkPolicy _, StagedKubernetesNetworkPolicy _ ->
                item.text("tier", "default").text("order", "1000");
            case CalicoPolicy calico ->
                item.text("tier", calico.spec().tier())
                        .text("order", calico.spec().order().toString());
            case AdminPolicy admin -> item.text("tier", tier(admin)).text("order", Integer.toString(admin.priority()));
        }
        return item.number("nodes", activeOn)
                .text("source", policy.metadata().where().toString())
                .done();
    }

    private static String tier(AdminPolicy policy) {
        var isCluster = policy.kind() == Kind.CLUSTER_NETWORK_POLICY;
        return switch (policy.tier()) {
            case ADMIN -> isCluster ? "kube-admin" : "adminnetworkpolicy";
            case BASELINE -> isCluster ? "kube-baseline" : "baselineadminnetworkpolicy";
        };
    }

    private List<Value> selectors(Question question) {
        Map<SetId, SetView> sets = new TreeMap<>();
        var uses = new HashMap<SetId, Integer>();
        for (var node : nodes) {
            for (var set : node.sets()) {
                sets.putIfAbsent(set.id(), set);
                uses.merge(set.id(), 1, Integer::sum);
            }
        }
        var hasName = !question.name().isEmpty();
        return sets.values().stream()
                .filter(set -> question.isFor(question.namespace(), set.id().text()))
                .<Value>map(set -> selector(set, uses.getOrDefault(set.id(), 0), hasName))
                .toList();
    }

    private static Value selector(SetView set, int uses, boolean expand) {
        var item = new JsonObject().text("id", set.id().text());
        switch (set.set()) {
            case Selected(var selector) -> item.text("text", text(selector));
            case NamedPorts(var selector, var protocol, var name) ->
                item.text("text", text(selector)).text("port", protocol + " " + name);
            case ServicePorts(var namespace, var name) -> item.text("service", namespace + "/" + name);
            case ServiceAddresses(var namespace, var name) -> item.text("service", namespace + "/" + name);
        }
        item.number("identities", set.identities()).number("nodes", uses);
        return (expand ? item.value("members", members(set)) : item).done();
    }

    private static Value members(SetView set) {
        return texts(set.members().stream()
                .map(member -> member.protocol() == null
                        ? member.address().toString()
                        : member.address() + " " + member.protocol() + " " + member.port())
                .toList());
    }

    private static String text(PeerSelector selector) {
        var prefix = selector.population() == Population.NODES ? "nodes: " : "";
        return prefix + selector.selector().print();
    }

    private static JsonObject named(ResourceKey key) {
        return new JsonObject()
                .text("kind", key.kind().word())
                .text("namespace", key.namespace())
                .text("name", key.name());
    }

    private static Value texts(Collection<?> items) {
        return new Value.Sequence(
                0,
                items.stream()
                        .<Value>map(it -> new Value.Text(0, it.toString()))
                        .toList());
    }
}
