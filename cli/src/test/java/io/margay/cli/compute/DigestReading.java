package io.margay.cli.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.margay.engine.simulation.HostModel;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The digest of what a host holds, made from `docs/compute.md` alone: by another writer, from other values.
final class DigestReading {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DigestReading() {}

    static String of(HostModel.Contents contents) {
        var policies = new TreeMap<String, ResourceKey>();
        contents.policies().forEach((key, policy) -> policies.put(json(policy(policy)), key));
        var places = new HashMap<ResourceKey, Integer>();
        policies.values().forEach(key -> places.put(key, places.size()));
        var all = new ByteArrayOutputStream();
        list(all, policies.keySet());
        list(
                all,
                contents.profiles().values().stream()
                        .map(it -> json(profile(it)))
                        .toList());
        var sets = new ArrayList<String>();
        contents.sets().forEach((id, members) -> sets.add(hex(sha(set(id, members)))));
        list(all, sets);
        list(
                all,
                contents.endpoints().values().stream()
                        .map(it -> hex(endpoint(it, places)))
                        .toList());
        return hex(sha(all.toByteArray()));
    }

    /// Things in hex: how many, then each, sorted.
    private static void list(ByteArrayOutputStream to, Collection<String> things) {
        number(to, things.size());
        things.stream().sorted().map(HexFormat.of()::parseHex).forEach(to::writeBytes);
    }

    private static String json(ObjectNode part) {
        return hex(sha(part.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] endpoint(RuleSet ruleSet, Map<ResourceKey, Integer> places) {
        var to = new ByteArrayOutputStream();
        text(to, ruleSet.endpoint().path());
        text(to, ruleSet.endpoint().kind().word());
        text(to, ruleSet.interfaceName());
        addresses(to, ruleSet.addresses());
        text(to, ruleSet.identity());
        tiers(to, ruleSet.normal(), TierPolicies::ingress, places);
        tiers(to, ruleSet.normal(), TierPolicies::egress, places);
        tiers(to, ruleSet.untracked(), TierPolicies::ingress, places);
        tiers(to, ruleSet.untracked(), TierPolicies::egress, places);
        tiers(to, ruleSet.preDnat(), TierPolicies::ingress, places);
        tiers(to, ruleSet.forward(), TierPolicies::ingress, places);
        tiers(to, ruleSet.forward(), TierPolicies::egress, places);
        number(to, ruleSet.profiles().size());
        ruleSet.profiles().forEach(profile -> text(to, profile));
        return to.toByteArray();
    }

    private static void tiers(
            ByteArrayOutputStream to,
            List<TierPolicies> tiers,
            Function<TierPolicies, List<ResourceKey>> policies,
            Map<ResourceKey, Integer> places) {
        var there =
                tiers.stream().filter(tier -> !policies.apply(tier).isEmpty()).toList();
        number(to, there.size());
        for (var tier : there) {
            text(to, tier.tier());
            text(to, tier.defaultAction().word());
            number(to, policies.apply(tier).size());
            policies.apply(tier).forEach(policy -> number(to, Objects.requireNonNull(places.get(policy))));
        }
    }

    private static byte[] set(SetId id, Collection<String> members) {
        var groups = new TreeMap<Integer, List<Cidr>>();
        for (var text : members) {
            var member = Member.of(text);
            groups.computeIfAbsent(member.number() << 16 | member.port(), _ -> new ArrayList<>())
                    .add(member.address());
        }
        var to = new ByteArrayOutputStream();
        text(to, id.text());
        groups.forEach((port, addresses) -> {
            number(to, port >>> 16);
            number(to, port & 0xffff);
            addresses(to, addresses);
        });
        return to.toByteArray();
    }

    private static void addresses(ByteArrayOutputStream to, List<Cidr> addresses) {
        for (var version : IpVersion.values()) {
            list(
                    to,
                    addresses.stream()
                            .filter(it -> it.version() == version)
                            .map(DigestReading::hex)
                            .toList());
        }
    }

    private static String hex(Cidr address) {
        return hex(address.network().bytes()) + HexFormat.of().toHexDigits((byte) address.prefixLength());
    }

    private static void text(ByteArrayOutputStream to, String text) {
        var utf = text.getBytes(StandardCharsets.UTF_8);
        number(to, utf.length);
        to.writeBytes(utf);
    }

    private static void number(ByteArrayOutputStream to, int number) {
        if (number > 127) {
            to.write(number % 128 + 128);
            number(to, number / 128);
        } else {
            to.write(number);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
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
    private record Member(Cidr address, int number, int port) {
        static Member of(String text) {
            var words = split(text, ',');
            var address = Cidr.parse(words.getFirst()).orElseThrow();
            if (words.size() == 1) {
                return new Member(address, 0, 0);
            }
            var port = split(words.get(1), ':');
            var protocol = Protocol.parse(port.getFirst()).orElseThrow();
            return new Member(address, protocol.number(), Integer.parseInt(port.getLast()));
        }

        private static List<String> split(String text, char at) {
            int place = text.indexOf(at);
            return place < 0 ? List.of(text) : List.of(text.substring(0, place), text.substring(place + 1));
        }
    }
}
