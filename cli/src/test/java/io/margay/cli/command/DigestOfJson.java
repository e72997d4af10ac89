package io.margay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.stream.IntStream;

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

    private final Map<String, Integer> places = new HashMap<>();

    private interface Step {
        String of(JsonNode one);
    }

    static String of(JsonNode node) {
        return new DigestOfJson().digest(node);
    }

    private String digest(JsonNode node) {
        var policies = new TreeMap<String, String>();
        node.path("policies").forEach(it -> policies.put(part(it), it.get("ref").asText()));
        policies.values().forEach(ref -> places.put(ref, places.size()));
        return sha(sorted(policies.keySet())
                + sorted(all(node.path("profiles"), DigestOfJson::part))
                + sorted(all(node.path("selectors"), DigestOfJson::set))
                + sorted(all(node.path("endpoints"), this::endpoint)));
    }

    private static String part(JsonNode owner) {
        for (var direction : List.of("ingress", "egress")) {
            owner.path(direction).forEach(rule -> ((ObjectNode) rule).remove("source"));
        }
        return sha(HexFormat.of().formatHex(owner.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String set(JsonNode set) {
        var ports = new TreeMap<Integer, List<String>>();
        for (var member : set.path("addresses")) {
            var words = member.asText().split("[,:](?=tcp|udp|sctp|\\d+$)", -1);
            boolean hasPort = words.length == 3;
            int port = hasPort ? number(PROTOCOLS, words[1]) << 16 | Integer.parseInt(words[2]) : 0;
            ports.computeIfAbsent(port, _ -> new ArrayList<>()).add(hasPort ? words[0] : member.asText());
        }
        var bytes = new StringBuilder(text(set.get("id")));
        ports.forEach((port, some) ->
                bytes.append(number(port >>> 16)).append(number(port & 0xffff)).append(addresses(some)));
        return sha(bytes.toString());
    }

    private String endpoint(JsonNode endpoint) {
        var bytes = new StringBuilder();
        for (var field : List.of("name", "kind", "interface")) {
            bytes.append(text(endpoint.path(field)));
        }
        bytes.append(addresses(all(endpoint.path("addresses"), JsonNode::asText)));
        bytes.append(text(endpoint.get("identity")));
        STAGES.forEach(stage -> bytes.append(ordered(all(endpoint.path(stage), this::tier))));
        return bytes.append(ordered(all(endpoint.path("profiles"), DigestOfJson::text)))
                .toString();
    }

    private String tier(JsonNode tier) {
        return text(tier.get("tier"))
                + text(tier.get("defaultAction"))
                + ordered(all(tier.get("policies"), policy -> number(number(places, policy.asText()))));
    }

    private static String addresses(Collection<String> all) {
        var v4 = new ArrayList<String>();
        var v6 = new ArrayList<String>();
        for (var address : all) {
            boolean isV6 = address.contains(":");
            var words = (address.contains("/") ? address : address + (isV6 ? "/128" : "/32")).split("/", -1);
            (isV6 ? v6 : v4).add(network(words[0]) + HexFormat.of().toHexDigits((byte) Integer.parseInt(words[1])));
        }
        return sorted(v4) + sorted(v6);
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

    private static String text(JsonNode text) {
        var utf = text.asText().getBytes(StandardCharsets.UTF_8);
        return number(utf.length) + HexFormat.of().formatHex(utf);
    }

    private static String number(int number) {
        var bytes = new ByteArrayOutputStream();
        int left = number;
        for (; left > 127; left /= 128) {
            bytes.write(left % 128 + 128);
        }
        bytes.write(left);
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static int number(Map<String, Integer> numbers, String of) {
        return Objects.requireNonNull(numbers.get(of), of);
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
