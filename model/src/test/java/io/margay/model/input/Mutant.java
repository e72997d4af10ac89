package io.margay.model.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Spoils text: cuts it, flips bits of it, repeats and swaps parts, nests it, puts the grammar's own signs into it.
final class Mutant {
    private static final int LONGEST = 20_000;
    private static final List<String> SIGNS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "\"",
            "'",
            "\n",
            "\n---\n",
            "\n...\n",
            "\r",
            "\t",
            "&a ",
            "*a",
            "<<: *a",
            "- ",
            "? ",
            "| ",
            ">-\n",
            "!!int ",
            "!x ",
            "%YAML 1.1\n",
            "#",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "1e999999999",
            "-0",
            "0x",
            "0b",
            "null",
            "yes",
            "~",
            ".nan",
            "99999999999999999999",
            "\\",
            "\"\\x",
            "@",
            "`",
            "{}",
            "[]",
            "{\"",
            "\"items\":[",
            "\"kind\":\"List\",",
            "apiVersion: v1\nkind: List\nitems:\n- ",
            "é");

    private Mutant() {}

    /// A text in which one to six things are wrong; at most 20 000 bytes.
    static byte[] of(RandomGenerator random, byte[] text) {
        var mutant = text;
        for (var i = random.nextInt(6); i >= 0; i--) {
            mutant = once(random, mutant);
        }
        return mutant.length <= LONGEST ? mutant : part(mutant, 0, LONGEST);
    }

    private static byte[] once(RandomGenerator random, byte[] text) {
        var from = random.nextInt(text.length + 1);
        var to = from + random.nextInt(Math.min(text.length - from, 200) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> part(text, 0, from);
            case 1 -> part(text, from, text.length);
            case 2 -> flipped(random, text);
            case 3 -> joined(part(text, 0, to), part(text, from, text.length));
            case 4 -> joined(part(text, 0, from), part(text, to, text.length));
            case 5 -> joined(part(text, 0, from), nested(random, part(text, from, to)), part(text, to, text.length));
            case 6 -> joined(part(text, 0, from), random(random), part(text, from, text.length));
            default -> joined(part(text, 0, from), sign(random), part(text, from, text.length));
        };
    }

    private static byte[] flipped(RandomGenerator random, byte[] text) {
        var flipped = text.clone();
        for (var i = random.nextInt(4); i >= 0 && text.length > 0; i--) {
            flipped[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] nested(RandomGenerator random, byte[] text) {
        var depth = 1 + random.nextInt(300);
        return switch (random.nextInt(3)) {
            case 0 -> joined(bytes("[".repeat(depth)), text, bytes("]".repeat(depth)));
            case 1 -> joined(bytes("{\"a\":".repeat(depth)), text, bytes("}".repeat(depth)));
            default -> joined(bytes("- ".repeat(depth)), text);
        };
    }

    private static byte[] random(RandomGenerator random) {
        var bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sign(RandomGenerator random) {
        return bytes(SIGNS.get(random.nextInt(SIGNS.size())).repeat(1 + random.nextInt(3)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] text, int from, int to) {
        return Arrays.copyOfRange(text, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
