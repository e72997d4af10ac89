package io.margay.cli.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.margay.engine.simulation.HostModel;
import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.SetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The digest of what a host holds, made from `docs/compute.md` alone: by another writer of JSON, from other values.
final class DigestReading {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DigestReading() {}

    static String of(HostModel.Contents contents) {
        var parts = new ArrayList<String>();
        contents.endpoints().values().forEach(it -> parts.add(endpoint(it).toString()));
        contents.policies().values().forEach(it -> parts.add(policy(it).toString()));
        contents.profiles().values().forEach(it -> parts.add(profile(it).toString()));
        contents.sets().forEach((id, members) -> parts.add(set(id, members).toString()));
        var hex = HexFormat.of();
        var digests = parts.stream()
                .map(part -> hex.formatHex(sha(part.getBytes(StandardCharsets.UTF_8))))
                .sorted()
                .collect(Collectors.joining());
        return hex.formatHex(sha(hex.parseHex(digests)));
    }

    private static ObjectNode endpoint(RuleSet ruleSet) {
        var json = MAPPER.createObjectNode();
        json.put("name", ruleSet.endpoint().path());
        json.put("kind", ruleSet.endpoint().kind().word());
        if (!ruleSet.interfaceName().isEmpty()) {
            json.put("interface", ruleSet.interfaceName());
        }
        texts(json, "addresses", ruleSet.addresses().stream().sorted().toList());
        json.put("identity", ruleSet.identity());
        tiers(json, "ingress", ruleSet.normal(), TierPolicies::ingress);
        tiers(json, "egress", ruleSet.normal(), TierPolicies::egress);
        tiers(json, "untrackedIngress", ruleSet.untracked(), TierPolicies::ingress);
        tiers(json, "untrackedEgress", ruleSet.untracked(), TierPolicies::egress);
        tiers(json, "preDNATIngress", ruleSet.preDnat(), TierPolicies::ingress);
        tiers(json, "forwardIngress", ruleSet.forward(), TierPolicies::ingress);
        tiers(json, "forwardEgress", ruleSet.forward(), TierPolicies::egress);
        texts(json, "profiles", ruleSet.profiles());
        return json;
    }

    private static void tiers(
            ObjectNode json,
            String name,
            List<TierPolicies> tiers,
            Function<TierPolicies, List<ResourceKey>> policies) {
        var there = MAPPER.createArrayNode();
        for (var tier : tiers) {
            var refs = policies.apply(tier).stream().map(ResourceKey::ref).toList();
            if (!refs.isEmpty()) {
                var one = there.addObject();
                one.put("tier", tier.tier());
                one.put("defaultAction", tier.defaultAction().word());
                texts(one, "policies", refs);
            }
        }
        put(json, name, there);
    }

    private static ObjectNode policy(PolicyRules policy) {
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

    private static ObjectNode profile(ProfileRules profile) {
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

    private static ObjectNode set(SetId id, Collection<String> members) {
        var json = MAPPER.createObjectNode();
        json.put("id", id.text());
        var addresses = json.putArray("addresses");
        members.stream().map(Member::of).sorted(Member.ORDER).map(Member::text).forEach(addresses::add);
        return json;
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

    private static byte[] sha(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// A member as brute force writes it: `10.0.0.1/32` or `10.0.0.1/32,TCP:80`.
    private record Member(Cidr address, String protocol, int number, int port) {
        static final Comparator<Member> ORDER = Comparator.comparing(Member::address)
                .thenComparingInt(Member::number)
                .thenComparingInt(Member::port);

        static Member of(String text) {
            var words = split(text, ',');
            var address = Cidr.parse(words.getFirst()).orElseThrow();
            if (words.size() == 1) {
                return new Member(address, "", 0, 0);
            }
            var port = split(words.get(1), ':');
            var protocol = Protocol.parse(port.getFirst()).orElseThrow();
            return new Member(
                    address,
                    port.getFirst().toLowerCase(Locale.ROOT),
                    protocol.number(),
                    Integer.parseInt(port.getLast()));
        }

        private static List<String> split(String text, char at) {
            int place = text.indexOf(at);
            return place < 0 ? List.of(text) : List.of(text.substring(0, place), text.substring(place + 1));
        }

        String text() {
            return protocol.isEmpty() ? address.toString() : address.network() + "," + protocol + ":" + port;
        }
    }
}
