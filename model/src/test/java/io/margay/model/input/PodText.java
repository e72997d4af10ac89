package io.margay.model.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Random lines of JSON that are Pods, or nearly: each field is there or not, in order or not, now and then twice, of
/// another type, or of a value that is wrong.
final class PodText {
    private static final String SIGNS = "{}[]:,\"\\ \t019-.aeEu\u0000\u00ff";
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e3",
            "65536",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "\"\\u0041\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"é\"",
            "\"10.0.0.1\"",
            "[]",
            "{}",
            "[{}]",
            "[null]",
            "{\"a\":1,\"a\":2}",
            "[".repeat(101) + "]".repeat(101),
            "{\"name\":\"a\",\"name\":\"b\"}",
            "tru",
            "");
    private static final int BROKEN = 2;
    private static final List<String> IPS =
            List.of("10.0.0.1", "10.0.0.2", "fd00::1", "::ffff:10.0.0.1", "192.168.0.200");

    private final RandomGenerator random;
    private final double oddity;

    private PodText(RandomGenerator random) {
        this.random = random;
        this.oddity = random.nextInt(3) * 0.01;
    }

    /// One to six lines.
    static String lines(RandomGenerator random) {
        var pods = new PodText(random);
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i >= 0; i--) {
            text.append(pods.pod()).append('\n');
        }
        return text.toString();
    }

    /// The same bytes, or with a bit flipped, a byte taken out or a sign put in; now and then much worse.
    static byte[] spoiled(RandomGenerator random, byte[] text) {
        var at = random.nextInt(text.length);
        return switch (random.nextInt(10)) {
            case 0 -> flipped(text, at, 1 << random.nextInt(8));
            case 1 -> joined(text, at, "", at + 1);
            case 2 -> joined(text, at, String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length()))), at);
            case 3 -> Mutant.of(random, text);
            default -> text;
        };
    }

    private static byte[] flipped(byte[] text, int at, int bit) {
        var flipped = text.clone();
        flipped[at] ^= (byte) bit;
        return flipped;
    }

    private static byte[] joined(byte[] text, int to, String sign, int from) {
        var signs = sign.getBytes(StandardCharsets.ISO_8859_1);
        var joined = Arrays.copyOf(text, to + signs.length + text.length - from);
        System.arraycopy(signs, 0, joined, to, signs.length);
        System.arraycopy(text, from, joined, to + signs.length, text.length - from);
        return joined;
    }

    private String pod() {
        var rest = object(
                field("metadata", this::metadata),
                maybe("spec", this::spec),
                maybe("status", this::status),
                rare("extra", this::anything),
                rare("items", this::odd),
                rare("kind", this::odd));
        var both = random.nextBoolean()
                ? "\"apiVersion\":\"v1\",\"kind\":\"Pod\","
                : "\"kind\":\"Pod\",\"apiVersion\":\"v1\",";
        return "{" + both + rest.substring(1);
    }

    private String metadata() {
        return object(
                field("name", () -> text("pod-" + random.nextInt(30))),
                field("namespace", () -> oneOf("shop", "db")),
                maybe("labels", this::labels),
                rare("annotations", this::annotations),
                rare("deletionTimestamp", () -> oneOf("2026-01-01T00:00:00Z")),
                maybe("uid", this::anything));
    }

    private String labels() {
        var fields = new ArrayList<String>();
        for (var i = random.nextInt(4); i > 0; i--) {
            fields.add(field("key-" + i, () -> oneOf("a", "b", "")));
        }
        return object(fields.toArray(String[]::new));
    }

    private String annotations() {
        return object(
                maybe("cni.projectcalico.org/podIP", () -> oneOf("10.0.0.3/32", "", "x")),
                maybe("cni.projectcalico.org/podIPs", () -> oneOf("10.0.0.3/32,fd00::3/128", "", "x")),
                maybe("other", this::anything));
    }

    private String spec() {
        return object(
                maybe("containers", this::containers),
                maybe("nodeName", () -> oneOf("node-1", "node-2", "")),
                maybe("serviceAccountName", () -> oneOf("robot", "")),
                maybe("serviceAccount", () -> oneOf("robot", "old")),
                maybe("hostNetwork", () -> random.nextBoolean() ? "true" : "false"),
                rare("initContainers", this::containers),
                maybe("volumes", this::anything));
    }

    private String containers() {
        return list(() -> object(maybe("image", this::anything), maybe("ports", () -> list(this::port))));
    }

    private String port() {
        return object(
                maybe("name", () -> oneOf("http", "dns", "")),
                field("containerPort", () -> String.valueOf(1 + random.nextInt(65_535))),
                maybe("protocol", () -> oneOf("TCP", "UDP", "SCTP", "")),
                rare("hostPort", () -> "80"),
                rare("hostIP", () -> oneOf("10.0.0.1")));
    }

    private String status() {
        return object(
                maybe("phase", () -> oneOf("Running", "Pending", "Succeeded", "Failed", "Else")),
                maybe("podIP", () -> text(IPS.get(random.nextInt(IPS.size())))),
                maybe("podIPs", () -> list(() -> object(field("ip", () -> text(IPS.get(random.nextInt(IPS.size()))))))),
                maybe("conditions", this::anything));
    }

    private String list(Supplier<String> item) {
        var items = new ArrayList<String>();
        for (var i = random.nextInt(3); i > 0; i--) {
            items.add(isOdd() ? odd() : item.get());
        }
        return "[" + String.join(comma(), items) + "]";
    }

    /// The fields that are there, mostly in this order.
    private String object(String... fields) {
        var there = new ArrayList<>(Arrays.asList(fields));
        there.removeIf(String::isEmpty);
        if (random.nextInt(8) == 0) {
            Collections.shuffle(there, new Random(random.nextLong()));
        }
        if (!there.isEmpty() && isOdd()) {
            there.add(there.get(random.nextInt(there.size())));
        }
        return "{" + String.join(comma(), there) + "}";
    }

    private String field(String name, Supplier<String> value) {
        var of = isOdd() ? odd() : value.get();
        return isOdd() && random.nextBoolean() ? "" : "\"" + name + "\":" + of;
    }

    private String maybe(String name, Supplier<String> value) {
        return random.nextInt(4) == 0 ? "" : field(name, value);
    }

    private String rare(String name, Supplier<String> value) {
        return random.nextInt(12) == 0 ? field(name, value) : "";
    }

    /// Whatever is JSON.
    private String anything() {
        return isOdd() ? odd() : ODD.get(random.nextInt(ODD.size() - BROKEN));
    }

    private String odd() {
        return ODD.get(random.nextInt(ODD.size()));
    }

    private String oneOf(String... texts) {
        return text(texts[random.nextInt(texts.length)]);
    }

    private static String text(String text) {
        return "\"" + text + "\"";
    }

    private String comma() {
        return isOdd() ? " , " : ",";
    }

    private boolean isOdd() {
        return random.nextDouble() < oddity;
    }
}
