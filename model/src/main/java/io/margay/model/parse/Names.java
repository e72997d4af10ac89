package io.margay.model.parse;

import org.jspecify.annotations.Nullable;

/// The forms of names that Kubernetes knows. Each check says what is wrong, or null.
///
/// Source: the validation of Kubernetes' API machinery, as its messages describe it.
public final class Names {
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_PORT = 15;

    private Names() {}

    /// What keeps a text from being a DNS-1123 subdomain, as most resources' names are.
    public static @Nullable String subdomainProblem(String text) {
        if (text.length() > LONGEST_SUBDOMAIN) {
            return tooLong(text, LONGEST_SUBDOMAIN);
        }
        for (int from = 0, dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
            if (!isLabel(text, from, dot)) {
                return notSubdomain(text);
            }
            from = dot + 1;
        }
        return isLabel(text, text.lastIndexOf('.') + 1, text.length()) ? null : notSubdomain(text);
    }

    /// What keeps a text from being a DNS-1123 label, as a namespace's name is.
    public static @Nullable String labelProblem(String text) {
        if (text.length() > LONGEST_LABEL) {
            return tooLong(text, LONGEST_LABEL);
        }
        return isLabel(text, 0, text.length())
                ? null
                : "must be a DNS-1123 label (a-z, 0-9 and -, beginning and ending with a letter or digit), is "
                        + quoted(text);
    }

    /// What keeps a text from being the key of a label: a name of at most 63 characters, perhaps after `subdomain/`.
    public static @Nullable String labelKeyProblem(String text) {
        var slash = text.indexOf('/');
        var prefix = slash < 0 ? null : subdomainProblem(text.substring(0, slash));
        if (prefix != null) {
            return "label key " + quoted(text) + ": what stands before / " + prefix;
        }
        var name = text.substring(slash + 1);
        if (name.isEmpty() || name.length() > LONGEST_LABEL || !isQualified(name)) {
            return "label key " + quoted(text) + " must be 1 to 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending"
                    + " with a letter or digit, perhaps after a prefix and /";
        }
        return null;
    }

    /// What keeps a text from being the value of a label.
    public static @Nullable String labelValueProblem(String text) {
        return text.length() <= LONGEST_LABEL && (text.isEmpty() || isQualified(text))
                ? null
                : "label value " + quoted(text)
                        + " must be at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending"
                        + " with a letter or digit";
    }

    /// What keeps a text from being the name of a port, as services and containers give them.
    public static @Nullable String portNameProblem(String text) {
        var letters = text.chars().anyMatch(Names::isLower);
        return text.length() <= LONGEST_PORT && isLabel(text, 0, text.length()) && letters && !text.contains("--")
                ? null
                : "a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is " + quoted(text);
    }

    private static String notSubdomain(String text) {
        return "must be a DNS-1123 subdomain (a-z, 0-9, - and ., beginning and ending with a letter or digit), is "
                + quoted(text);
    }

    private static boolean isLabel(String text, int from, int to) {
        if (from == to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isQualified(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isInside = i > 0 && i < text.length() - 1 && (c == '-' || c == '_' || c == '.');
            if (!isAlphanumeric(c) && !isInside) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(int c) {
        return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String tooLong(String text, int most) {
        return "must have at most " + most + " characters, has " + text.length();
    }

    private static String quoted(String text) {
        return "\"" + Problems.shortened(text) + "\"";
    }
}
