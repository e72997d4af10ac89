package io.margay.model.parse.text;

import io.margay.model.parse.Value;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// What a plain scalar of YAML means to Kubernetes' own tools: YAML 1.1 as Go's `sigs.k8s.io/yaml` reads it.
///
/// So yes, no, on, off, y and n are booleans, 0644 is 420, 1_000 is 1000; but 1:30 and dates are strings.
final class Scalars {
    /// The tag of a scalar without quotes and without a tag.
    static final Tag PLAIN = new Tag("tag:margay,plain");

    private static final int LONGEST_NUMBER = 100;
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NO_NUMBER = Set.of(
            ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private Scalars() {}

    /// The value of a plain scalar.
    static Value plain(int line, String text) {
        if (NULL.contains(text)) {
            return new Value.Null(line);
        }
        if (TRUE.contains(text)) {
            return new Value.Bool(line, true);
        }
        if (FALSE.contains(text)) {
            return new Value.Bool(line, false);
        }
        var number = number(text);
        return number == null ? new Value.Text(line, text) : new Value.Numeral(line, number);
    }

    private static @Nullable String number(String text) {
        var first = text.charAt(0);
        if (NO_NUMBER.contains(text)) {
            return text;
        }
        if (text.length() > LONGEST_NUMBER || !((first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0)) {
            return null;
        }
        var plain = first == '.' ? text : text.replace("_", "");
        var integer = integer(plain);
        return integer != null ? integer : DECIMAL.matcher(plain).matches() ? plain : null;
    }

    private static @Nullable String integer(String text) {
        var match = INTEGER.matcher(text);
        if (!match.matches()) {
            return null;
        }
        var radixes = new int[] {16, 2, 8, 10};
        for (var i = 0; i < radixes.length; i++) {
            var digits = match.group(i + 2);
            if (digits != null) {
                var number = new BigInteger(digits, radixes[i]);
                return ("-".equals(match.group(1)) ? number.negate() : number).toString();
            }
        }
        return null;
    }

    /// Tells scalars without quotes from all others, and leaves their types to `plain`.
    static final class Untyped extends Resolver {
        @Override
        protected void addImplicitResolvers() {}

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
        }
    }
}
