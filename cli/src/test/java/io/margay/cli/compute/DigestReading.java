package io.margay.cli.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.margay.engine.simulation.HostModel;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The digest of what a host holds, made from `docs/compute.md` alone: by another writer, from other values.
final class DigestReading {
    private static final List<String> POLICY = List.of("ref", "apiVersion", "tier", "staged", "ingress", "egress");
    private static final List<String> PROFILE = List.of("name", "missing", "ingress", "egress");
    private static final List<String> SET = List.of("text", "nodes", "port");
    private static final List<String> RULE = List.of(
            "action",
            "ipVersion",
            "protocol",
            "notProtocol",
            "icmpType",
            "icmpCode",
            "notIcmpType",
            "notIcmpCode",
            "srcSelector",
            "notSrcSelector",
            "srcNets",
            "notSrcNets",
            "srcPorts",
            "srcNamedPorts",
            "notSrcPorts",
            "notSrcNamedPorts",
            "srcService",
            "dstSelector",
            "notDstSelector",
            "dstNets",
            "notDstNets",
            "dstPorts",
            "dstNamedPorts",
            "notDstPorts",
            "notDstNamedPorts",
            "dstService",
            "limit");

    private record Places(List<ResourceKey> policies, List<String> profiles, List<String> heads) {}

    private DigestReading() {}

    static String of(HostModel.Contents contents) {
        var named = named(contents);
        var sets = new TreeMap<String, byte[]>();
        contents.sets()
                .forEach((id, members) -> sets.put(id.text(), set(Objects.requireNonNull(named.get(id)), members)));
        var policies = new TreeMap<String, ResourceKey>();
        contents.policies().forEach((key, policy) -> policies.put(hash(POLICY, HostJson.policy(policy), sets), key));
        var profiles = new TreeMap<String, String>();
        contents.profiles()
                .values()
                .forEach(profile -> profiles.put(hash(PROFILE, HostJson.profile(profile), sets), profile.name()));
        var all = new ByteArrayOutputStream();
        list(all, policies.keySet());
        list(all, profiles.keySet());
        list(all, sets.values().stream().map(DigestReading::hex).toList());
        var heads = heads(contents.endpoints().values());
        number(all, heads.size());
        heads.forEach(head -> text(all, head));
        var places = new Places(List.copyOf(policies.values()), List.copyOf(profiles.values()), heads);
        list(
                all,
                contents.endpoints().values().stream()
                        .map(it -> hex(endpoint(it, places)))
                        .toList());
        return hex(sha(all.toByteArray()));
    }

    /// All sets that rules of the host name, by id.
    private static Map<SetId, AddressSet> named(HostModel.Contents contents) {
        var named = new HashMap<SetId, AddressSet>();
        Stream.concat(
                        contents.policies().values().stream().flatMap(PolicyRules::allRules),
                        contents.profiles().values().stream().flatMap(ProfileRules::allRules))
                .flatMap(Rule::sets)
                .forEach(set -> named.put(set.id(), set));
        return named;
    }

    /// Things in hex: how many, then each, sorted.
    private static void list(ByteArrayOutputStream to, Collection<String> things) {
        number(to, things.size());
        things.stream().sorted().map(HexFormat.of()::parseHex).forEach(to::writeBytes);
    }

    private static String hash(List<String> fields, ObjectNode part, Map<String, byte[]> sets) {
        return hex(half(fields(fields, part, sets)));
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(sha(content), 16);
    }

    private static byte[] fields(List<String> fields, ObjectNode part, Map<String, byte[]> sets) {
        var to = new ByteArrayOutputStream();
        for (int i = 0; i < fields.size(); i++) {
            var value = part.get(fields.get(i));
            if (value != null) {
                number(to, i + 1);
                value(to, fields.get(i), value, sets);
            }
        }
        number(to, 0);
        return to.toByteArray();
    }

    private static void value(ByteArrayOutputStream to, String field, JsonNode value, Map<String, byte[]> sets) {
        if (field.endsWith("Selector")) {
            to.writeBytes(Objects.requireNonNull(sets.get(value.asText())));
        } else if (field.endsWith("NamedPorts")) {
            list(
                    to,
                    elements(value)
                            .map(it -> hex(Objects.requireNonNull(sets.get(it.asText()))))
                            .toList());
        } else if (field.endsWith("Nets")) {
            addresses(
                    to,
                    elements(value)
                            .map(it -> Cidr.parse(it.asText()).orElseThrow())
                            .toList());
        } else if (value.isArray()) {
            number(to, value.size());
            value.forEach(each -> value(to, "", each, sets));
        } else if (value.isObject()) {
            to.writeBytes(fields(RULE, (ObjectNode) value, sets));
        } else if (value.isTextual()) {
            text(to, value.asText());
        } else {
            number(to, value.isBoolean() ? 1 : value.asInt());
        }
    }

    private static byte[] endpoint(RuleSet ruleSet, Places places) {
        var to = new ByteArrayOutputStream();
        number(to, 1);
        text(to, ruleSet.endpoint().path());
        number(to, 2);
        text(to, ruleSet.endpoint().kind().word());
        if (!ruleSet.interfaceName().isEmpty()) {
            number(to, 3);
            text(to, ruleSet.interfaceName());
        }
        if (!ruleSet.addresses().isEmpty()) {
            number(to, 4);
            addresses(to, ruleSet.addresses());
        }
        number(to, 5);
        text(to, ruleSet.identity());
        field(to, 6, tiers(ruleSet.normal(), TierPolicies::ingress, places));
        field(to, 7, tiers(ruleSet.normal(), TierPolicies::egress, places));
        field(to, 8, tiers(ruleSet.untracked(), TierPolicies::ingress, places));
        field(to, 9, tiers(ruleSet.untracked(), TierPolicies::egress, places));
        field(to, 10, tiers(ruleSet.preDnat(), TierPolicies::ingress, places));
        field(to, 11, tiers(ruleSet.forward(), TierPolicies::ingress, places));
        field(to, 12, tiers(ruleSet.forward(), TierPolicies::egress, places));
        if (!ruleSet.profiles().isEmpty()) {
            number(to, 13);
            number(to, ruleSet.profiles().size());
            ruleSet.profiles().forEach(profile -> number(to, places.profiles.indexOf(profile)));
        }
        number(to, 0);
        return to.toByteArray();
    }

    /// Of tiers that endpoints have policies in. Nobody sees what of a tier before DNAT is for egress.
    private static List<String> heads(Collection<RuleSet> endpoints) {
        var heads = new TreeSet<String>();
        for (var each : endpoints) {
            Stream.of(each.normal(), each.untracked(), each.forward())
                    .flatMap(List::stream)
                    .filter(tier -> !tier.ingress().isEmpty() || !tier.egress().isEmpty())
                    .forEach(tier -> heads.add(head(tier)));
            each.preDnat().stream().filter(tier -> !tier.ingress().isEmpty()).forEach(tier -> heads.add(head(tier)));
        }
        return List.copyOf(heads);
    }

    private static String head(TierPolicies tier) {
        return tier.tier() + "/" + tier.defaultAction().word();
    }

    private static void field(ByteArrayOutputStream to, int field, byte[] value) {
        if (value.length > 0) {
            number(to, field);
            to.writeBytes(value);
        }
    }

    /// Empty where there are none.
    private static byte[] tiers(
            List<TierPolicies> tiers, Function<TierPolicies, List<ResourceKey>> policies, Places places) {
        var to = new ByteArrayOutputStream();
        var there =
                tiers.stream().filter(tier -> !policies.apply(tier).isEmpty()).toList();
        if (!there.isEmpty()) {
            number(to, there.size());
        }
        for (var tier : there) {
            number(to, places.heads.indexOf(head(tier)));
            number(to, policies.apply(tier).size());
            policies.apply(tier).forEach(policy -> number(to, places.policies.indexOf(policy)));
        }
        return to.toByteArray();
    }

    private static byte[] set(AddressSet set, Collection<String> members) {
        var groups = new TreeMap<Integer, List<Cidr>>();
        for (var text : members) {
            var member = Member.of(text);
            groups.computeIfAbsent(member.number() << 16 | member.port(), _ -> new ArrayList<>())
                    .add(member.address());
        }
        var to = new ByteArrayOutputStream();
        to.writeBytes(fields(SET, HostJson.definition(set), Map.of()));
        groups.forEach((port, addresses) -> {
            number(to, port >>> 16);
            number(to, port & 0xffff);
            addresses(to, addresses);
        });
        return half(to.toByteArray());
    }

    private static void addresses(ByteArrayOutputStream to, List<Cidr> addresses) {
        var v4 = sorted(addresses, IpVersion.V4);
        number(to, v4.size());
        long before = 0;
        for (var address : v4) {
            boolean isNet = address.prefixLength() < 32;
            number(to, 2 * (address.network().low() - before) + (isNet ? 1 : 0));
            if (isNet) {
                to.write(address.prefixLength());
            }
            before = address.network().low();
        }
        var v6 = sorted(addresses, IpVersion.V6);
        number(to, v6.size());
        for (var address : v6) {
            to.writeBytes(address.network().bytes());
            to.write(address.prefixLength());
        }
    }

    private static List<Cidr> sorted(List<Cidr> addresses, IpVersion version) {
        return addresses.stream()
                .filter(it -> it.version() == version)
                .distinct()
                .sorted()
                .toList();
    }

    private static void text(ByteArrayOutputStream to, String text) {
        var utf = text.getBytes(StandardCharsets.UTF_8);
        number(to, utf.length);
        to.writeBytes(utf);
    }

    private static void number(ByteArrayOutputStream to, long number) {
        if (number > 127) {
            to.write((int) (number % 128 + 128));
            number(to, number / 128);
        } else {
            to.write((int) number);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
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
