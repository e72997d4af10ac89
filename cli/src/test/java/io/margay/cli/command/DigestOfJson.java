package io.margay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The digest of a node from what `compute -o json --expand` prints of it, step by step as the example in
/// `docs/compute.md`. Byte strings are in hex, which sorts as they do.
final class DigestOfJson {
    private static final Map<String, Integer> PROTOCOLS = Map.of("", 0, "tcp", 6, "udp", 17, "sctp", 132);
    private static final List<String> STAGES = List.of(
            "ingress",
            "egress",
            "untrackedIngress",
            "untrackedEgress",
            "preDNATIngress",
            "forwardIngress",
            "forwardEgress");

    private static final List<String> POLICY = List.of("ref", "apiVersion", "tier", "staged", "ingress", "egress");
    private static final List<String> PROFILE = List.of("name", "missing", "ingress", "egress");
    private static final List<String> SET = List.of("text", "nodes", "port");
    private static final List<String> ENDPOINT = Stream.of(
                    Stream.of("name", "kind", "interface", "addresses", "identity"),
                    STAGES.stream(),
                    Stream.of("profiles"))
            .flatMap(Function.identity())
            .toList();
    private static final String SIDE = " %1$sSelector not%2$sSelector %1$sNets not%2$sNets %1$sPorts %1$sNamedPorts"
            + " not%2$sPorts not%2$sNamedPorts %1$sService";
    private static final List<String> RULE =
            List.of(("action ipVersion protocol notProtocol icmpType icmpCode" + " notIcmpType notIcmpCode"
                            + SIDE.formatted("src", "Src") + SIDE.formatted("dst", "Dst") + " limit")
                    .split(" ", -1));

    private final Map<String, Integer> policies = new HashMap<>();
    private final Map<String, Integer> profiles = new HashMap<>();
    private final Map<String, String> sets = new HashMap<>();
    private final List<String> heads = new ArrayList<>();

    private interface Step {
        String of(JsonNode one);
    }

    static String of(JsonNode node) {
        return new DigestOfJson().digest(node);
    }

    private String digest(JsonNode node) {
        node.path("selectors").forEach(it -> sets.put(it.get("id").asText(), set(it)));
        return sha(placed(node.path("policies"), POLICY, "ref", policies)
                + placed(node.path("profiles"), PROFILE, "name", profiles)
                + sorted(sets.values())
                + heads(node.path("endpoints"))
                + sorted(all(node.path("endpoints"), it -> fields(ENDPOINT, it))));
    }

    private String placed(JsonNode parts, List<String> fields, String name, Map<String, Integer> places) {
        var hashes = new TreeMap<String, String>();
        parts.forEach(it -> hashes.put(half(fields(fields, it)), it.get(name).asText()));
        hashes.values().forEach(each -> places.put(each, places.size()));
        return sorted(hashes.keySet());
    }

    private String heads(JsonNode endpoints) {
        var all = new TreeSet<String>();
        for (var endpoint : endpoints) {
            STAGES.forEach(stage -> endpoint.path(stage).forEach(tier -> all.add(head(tier))));
        }
        heads.addAll(all);
        return ordered(heads.stream().map(DigestOfJson::text).toList());
    }

    private static String head(JsonNode tier) {
        return tier.get("tier").asText() + "/" + tier.get("defaultAction").asText();
    }

    private String fields(List<String> names, JsonNode part) {
        var bytes = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            var value = part.get(names.get(i));
            if (value != null) {
                bytes.append(number(i + 1)).append(value(names.get(i), value));
            }
        }
        return bytes.append(number(0)).toString();
    }

    private String value(String name, JsonNode value) {
        if (name.endsWith("Nets") || name.equals("addresses")) {
            return addresses(all(value, JsonNode::asText));
        }
        if (name.endsWith("Selector")) {
            return Objects.requireNonNull(sets.get(value.asText()));
        }
        if (name.endsWith("NamedPorts")) {
            return sorted(all(value, id -> Objects.requireNonNull(sets.get(id.asText()))));
        }
        if (name.equals("profiles")) {
            return ordered(all(value, profile -> number(number(profiles, profile.asText()))));
        }
        return plain(value);
    }

    private String plain(JsonNode value) {
        if (value.isArray()) {
            return ordered(all(value, this::plain));
        }
        if (value.isObject()) {
            return value.has("tier") ? tier(value) : fields(RULE, value);
        }
        return value.isTextual() ? text(value.asText()) : number(value.isBoolean() ? 1 : value.asInt());
    }

    private String set(JsonNode set) {
        var ports = new TreeMap<Integer, List<String>>();
        for (var member : set.path("addresses")) {
            var words = member.asText().split("[,:](?=tcp|udp|sctp|\\d+$)", -1);
            boolean hasPort = words.length == 3;
            int port = hasPort ? number(PROTOCOLS, words[1]) << 16 | Integer.parseInt(words[2]) : 0;
            ports.computeIfAbsent(port, _ -> new ArrayList<>()).add(hasPort ? words[0] : member.asText());
        }
        var bytes = new StringBuilder(fields(SET, set));
        ports.forEach((port, some) ->
                bytes.append(number(port >>> 16)).append(number(port & 0xffff)).append(addresses(some)));
        return half(bytes.toString());
    }

    private String tier(JsonNode tier) {
        return number(heads.indexOf(head(tier)))
                + ordered(all(tier.get("policies"), policy -> number(number(policies, policy.asText()))));
    }

    /// In hex, networks with the lengths of their prefixes sort as they should.
    private static String addresses(Collection<String> all) {
        var v4 = new TreeSet<String>();
        var v6 = new TreeSet<String>();
        for (var address : all) {
            boolean isV6 = address.contains(":");
            var words = (address.contains("/") ? address : address + (isV6 ? "/128" : "/32")).split("/", -1);
            (isV6 ? v6 : v4).add(network(words[0]) + HexFormat.of().toHexDigits((byte) Integer.parseInt(words[1])));
        }
        var bytes = new StringBuilder(number(v4.size()));
        long before = 0;
        for (var address : v4) {
            long network = Long.parseLong(address.substring(0, 8), 16);
            var length = address.substring(8);
            boolean isSingle = length.equals("20");
            bytes.append(number(2 * (network - before) + (isSingle ? 0 : 1))).append(isSingle ? "" : length);
            before = network;
        }
        return bytes + ordered(List.copyOf(v6));
    }

    private static String network(String address) {
        try {
            return HexFormat.of().formatHex(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> all(JsonNode list, Step step) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> step.of(list.get(i)))
                .toList();
    }

    private static String sorted(Collection<String> items) {
        return ordered(items.stream().sorted().toList());
    }

    private static String ordered(List<String> items) {
        return number(items.size()) + String.join("", items);
    }

    private static String text(String text) {
        var utf = text.getBytes(StandardCharsets.UTF_8);
        return number(utf.length) + HexFormat.of().formatHex(utf);
    }

    private static String number(long number) {
        var bytes = new ByteArrayOutputStream();
        long left = number;
        for (; left > 127; left /= 128) {
            bytes.write((int) (left % 128 + 128));
        }
        bytes.write((int) left);
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static int number(Map<String, Integer> numbers, String of) {
        return Objects.requireNonNull(numbers.get(of), of);
    }

    private static String half(String hex) {
        return sha(hex).substring(0, 32);
    }

    private static String sha(String hex) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(HexFormat.of().parseHex(hex)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
