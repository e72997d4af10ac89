package io.margay.model.selector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges well-formed selector text as it reads it, without a tree: another way to the same answer, for tests.
final class NaiveReader {
    private static final Pattern TOKEN = Pattern.compile("[ \t]*(?:(?<quoted>'[^']*'|\"[^\"]*\")"
            + "|(?<call>(?:has|all|global)\\([ \t]*[\\w./-]*[ \t]*\\))"
            + "|(?<other>&&|\\|\\||==|!=|[!(){},]|[\\w./-]+))[ \t]*");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, String> labels;
    private int at;

    NaiveReader(String text, Map<String, String> labels) {
        this.labels = labels;
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group().strip());
        }
        tokens.add("end");
    }

    boolean isSatisfied() {
        boolean any = and();
        while (is("||")) {
            any |= and();
        }
        return any;
    }

    private boolean and() {
        boolean all = operation();
        while (is("&&")) {
            all &= operation();
        }
        return all;
    }

    private boolean operation() {
        if (is("!")) {
            return !operation();
        }
        if (is("(")) {
            boolean inside = isSatisfied();
            at++;
            return inside;
        }
        var token = tokens.get(at++);
        if (token.startsWith("has(")) {
            return labels.containsKey(token.substring(4, token.length() - 1).strip());
        }
        return token.endsWith(")") || comparison(token);
    }

    private boolean comparison(String key) {
        var operator = tokens.get(at++);
        if (operator.equals("not") || operator.equals("starts") || operator.equals("ends")) {
            operator += tokens.get(at++);
        }
        var label = labels.get(key);
        if (operator.equals("in") || operator.equals("notin")) {
            boolean isAmong = set().contains(label);
            return operator.equals("in") == isAmong;
        }
        var value = value();
        return switch (operator) {
            case "==" -> value.equals(label);
            case "!=" -> !value.equals(label);
            case "contains" -> label != null && label.contains(value);
            case "startswith" -> label != null && label.startsWith(value);
            case "endswith" -> label != null && label.endsWith(value);
            default -> throw new AssertionError(operator + " in " + tokens);
        };
    }

    private Set<@Nullable String> set() {
        var set = new HashSet<@Nullable String>();
        at++;
        while (!is("}")) {
            if (!is(",")) {
                set.add(value());
            }
        }
        return set;
    }

    private String value() {
        var quoted = tokens.get(at++);
        return quoted.substring(1, quoted.length() - 1);
    }

    private boolean is(String token) {
        boolean found = tokens.get(at).equals(token);
        at += found ? 1 : 0;
        return found;
    }
}
