package io.margay.model.selector;

import io.margay.model.label.Labels;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Selector text, right, nearly right and wrong, over a few labels and values so that it often matches.
final class RandomText {
    private static final List<String> KEYS = List.of("a", "b", "in", "all", "has", "contains", "x.y/z-1_");
    private static final List<String> VALUES =
            List.of("", "x", "y", "xy", "yx", "x\"y", "it's", "é", "😀", "\ufffd", "&& (");
    private static final List<String> SCRAPS = List.of(
            "a",
            "in",
            "not",
            "contains",
            "starts",
            "with",
            "has(",
            "has(a)",
            "all()",
            "global(",
            "(",
            ")",
            "{",
            "}",
            ",",
            "!",
            "==",
            "!=",
            "=",
            "&&",
            "||",
            "&",
            "'x'",
            "\"y\"",
            "'",
            "\"",
            " ",
            "\t",
            "\n",
            "\u00a0",
            "é",
            "\ud83d",
            "a == 'x'");

    private RandomText() {}

    /// Well-formed text with random blanks, depth and spelling.
    static String selector(RandomGenerator random) {
        return or(random, 3);
    }

    /// Well-formed text with one to three chars removed, doubled or replaced.
    static String damaged(RandomGenerator random) {
        var text = new StringBuilder(selector(random));
        for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.insert(at, pick(random, SCRAPS));
            }
        }
        return text.toString();
    }

    /// Scraps of the language in any order.
    static String soup(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(pick(random, SCRAPS)).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    /// Some of the labels that selectors ask for.
    static Labels labels(RandomGenerator random) {
        var labels = new TreeMap<String, String>();
        for (int i = random.nextInt(KEYS.size() + 1); i > 0; i--) {
            labels.put(pick(random, KEYS), pick(random, VALUES));
        }
        return Labels.of(labels);
    }

    private static String or(RandomGenerator random, int depth) {
        var text = new StringBuilder(and(random, depth));
        while (random.nextInt(4) == 0) {
            text.append("||").append(and(random, depth));
        }
        return text.toString();
    }

    private static String and(RandomGenerator random, int depth) {
        var text = new StringBuilder(operation(random, depth));
        while (random.nextInt(4) == 0) {
            text.append("&&").append(operation(random, depth));
        }
        return text.toString();
    }

    private static String operation(RandomGenerator random, int depth) {
        var nots = "!".repeat(Math.max(0, random.nextInt(6) - 2));
        var operand = depth > 0 && random.nextInt(3) == 0
                ? "(" + or(random, depth - 1) + ")"
                : comparison(random, pick(random, KEYS));
        return blank(random) + nots + blank(random) + operand + blank(random);
    }

    private static String comparison(RandomGenerator random, String key) {
        return switch (random.nextInt(10)) {
            case 0 -> "all(" + blank(random) + ")";
            case 1 -> "global(" + blank(random) + ")";
            case 2 -> "has(" + blank(random) + key + blank(random) + ")";
            case 3, 4 -> key + blank(random) + "==" + blank(random) + quoted(random);
            case 5 -> key + blank(random) + "!=" + blank(random) + quoted(random);
            case 6 -> key + " " + pick(random, List.of("in", "in", "not in", "notin")) + blank(random) + set(random);
            case 7 -> key + " contains" + blank(random) + quoted(random);
            case 8 -> key + " starts" + blank(random) + "with" + blank(random) + quoted(random);
            default -> key + " ends" + blank(random) + "with" + blank(random) + quoted(random);
        };
    }

    private static String set(RandomGenerator random) {
        var text = new StringBuilder("{").append(blank(random));
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean comma = i < count - 1 || random.nextInt(4) == 0;
            text.append(quoted(random)).append(blank(random)).append(comma ? "," : "");
        }
        return text.append(blank(random)).append("}").toString();
    }

    private static String quoted(RandomGenerator random) {
        var value = pick(random, VALUES);
        boolean single = value.contains("\"") || (!value.contains("'") && random.nextBoolean());
        return single ? "'" + value + "'" : '"' + value + '"';
    }

    private static String blank(RandomGenerator random) {
        return pick(random, List.of("", "", " ", "\t", "  "));
    }

    private static String pick(RandomGenerator random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
