package io.margay.cli.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Parts of what a host holds as `docs/compute.md` has them in JSON, without `source`.
final class HostJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HostJson() {}

    static ObjectNode policy(PolicyRules policy) {
        var json = MAPPER.createObjectNode();
        json.put("ref", policy.key().ref());
        json.put("apiVersion", policy.key().kind().apiVersion());
        json.put("tier", policy.tier());
        if (policy.staged()) {
            json.put("staged", true);
        }
        rules(json, "ingress", policy.ingressRules());
        rules(json, "egress", policy.egressRules());
        return json;
    }

    static ObjectNode profile(ProfileRules profile) {
        var json = MAPPER.createObjectNode();
        json.put("name", profile.name());
        if (!profile.known()) {
            json.put("missing", true);
        }
        rules(json, "ingress", profile.ingressRules());
        rules(json, "egress", profile.egressRules());
        return json;
    }

    private static void rules(ObjectNode json, String name, List<Rule> rules) {
        var there = MAPPER.createArrayNode();
        rules.forEach(rule -> there.add(rule(rule)));
        put(json, name, there);
    }

    private static ObjectNode rule(Rule rule) {
        var json = MAPPER.createObjectNode();
        json.put("action", rule.action().word());
        if (rule.ipVersion() != null) {
            json.put("ipVersion", rule.ipVersion().number());
        }
        protocol(json, "protocol", rule.protocol());
        protocol(json, "notProtocol", rule.notProtocol());
        icmp(json, "icmp", rule.icmp());
        icmp(json, "notIcmp", rule.notIcmp());
        side(json, "src", "Src", rule.source());
        side(json, "dst", "Dst", rule.destination());
        switch (rule.limit()) {
            case NONE -> {}
            case HTTP -> json.put("limit", "http");
            case DOMAIN_NAMES -> json.put("limit", "domain_names");
        }
        return json;
    }

    private static void protocol(ObjectNode json, String name, @Nullable Protocol protocol) {
        if (protocol != null) {
            json.put(name, protocol.number());
        }
    }

    private static void icmp(ObjectNode json, String name, Rule.@Nullable Icmp icmp) {
        if (icmp != null && icmp.type() >= 0) {
            json.put(name + "Type", icmp.type());
        }
        if (icmp != null && icmp.code() >= 0) {
            json.put(name + "Code", icmp.code());
        }
    }

    private static void side(ObjectNode json, String name, String capital, PeerMatch match) {
        if (match.selector() != null) {
            json.put(
                    name + "Selector",
                    new AddressSet.Selected(match.selector()).id().text());
        }
        if (match.notSelector() != null) {
            json.put(
                    "not" + capital + "Selector",
                    new AddressSet.Selected(match.notSelector()).id().text());
        }
        texts(json, name + "Nets", match.nets().stream().distinct().sorted().toList());
        texts(
                json,
                "not" + capital + "Nets",
                match.notNets().stream().distinct().sorted().toList());
        ranges(json, name + "Ports", match.ports().ranges());
        named(json, name + "NamedPorts", match.ports().named());
        ranges(json, "not" + capital + "Ports", match.notPorts().ranges());
        named(json, "not" + capital + "NamedPorts", match.notPorts().named());
        if (match.service() instanceof ServicePorts(var namespace, var service)) {
            json.put(name + "Service", namespace + "/" + service);
        }
        if (match.service() instanceof ServiceAddresses(var namespace, var service)) {
            json.put(name + "Service", namespace + "/" + service);
        }
    }

    private static void ranges(ObjectNode json, String name, List<PortRange> ranges) {
        var there = MAPPER.createArrayNode();
        ranges.stream()
                .distinct()
                .sorted()
                .forEach(range -> there.addArray().add(range.first()).add(range.last()));
        put(json, name, there);
    }

    private static void named(ObjectNode json, String name, List<NamedPorts> named) {
        texts(
                json,
                name,
                named.stream().map(it -> it.id().text()).distinct().sorted().toList());
    }

    private static void texts(ObjectNode json, String name, Collection<?> values) {
        var there = MAPPER.createArrayNode();
        values.forEach(value -> there.add(value.toString()));
        put(json, name, there);
    }

    private static void put(ObjectNode json, String name, ArrayNode values) {
        if (!values.isEmpty()) {
            json.set(name, values);
        }
    }

    static ObjectNode definition(AddressSet set) {
        var json = MAPPER.createObjectNode();
        switch (set) {
            case AddressSet.Selected(var selector) -> selector(json, selector);
            case NamedPorts(var selector, var protocol, var name) -> {
                selector(json, selector);
                json.put("port", protocol.name().toLowerCase(Locale.ROOT) + ":" + name);
            }
            case ServicePorts(var namespace, var name) ->
                json.put("text", "addresses and ports of service " + namespace + "/" + name);
            case ServiceAddresses(var namespace, var name) ->
                json.put("text", "addresses of service " + namespace + "/" + name);
        }
        return json;
    }

    private static void selector(ObjectNode json, PeerSelector selector) {
        json.put("text", selector.selector().print());
        if (selector.population() == Population.NODES) {
            json.put("nodes", true);
        }
    }
}
