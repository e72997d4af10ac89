package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads names, labels and annotations, and reports those that have not the form that Calico wants.
final class CalicoNames {
    private static final int MOST_ANNOTATION_CHARS = 256 * 1024;
    private static final int LONGEST_QUOTE = 80;
    private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9_.-]{1,15}");

    private CalicoNames() {}

    /// A field that is a DNS subdomain; empty where it is absent.
    static String subdomain(Fields fields, String field) {
        var text = fields.text(field);
        if (!text.isEmpty()) {
            check(fields, field, Names.subdomainProblem(text));
        }
        return text;
    }

    /// Reports at `place` what is wrong, if anything is.
    static void check(Fields fields, String place, @Nullable String problem) {
        if (problem != null) {
            fields.problem(place, problem);
        }
    }

    /// A field that is an interface's name, or `*` for any; empty where it is absent.
    static String interfaceName(Fields fields, String field) {
        var text = fields.text(field);
        if (!text.isEmpty() && !text.equals("*") && !INTERFACE.matcher(text).matches()) {
            fields.problem(field, "must be * or at most 15 of a-z, A-Z, 0-9, _, . and -, is " + quoted(text));
        }
        return text;
    }

    /// A field that holds labels.
    static Map<String, String> labels(Fields fields, String field) {
        var labels = fields.textMap(field);
        labels.forEach((key, value) -> {
            check(fields, field, Names.labelKeyProblem(key));
            check(fields, field, Names.labelValueProblem(value));
        });
        return labels;
    }

    /// Checks a field that holds annotations. Nothing is kept of them.
    static void checkAnnotations(Fields fields, String field) {
        int chars = 0;
        for (var annotation : fields.textMap(field).entrySet()) {
            // As Calico does: upper case is good even before the slash.
            var key = annotation.getKey().toLowerCase(Locale.ROOT);
            var problem = Names.labelKeyProblem(key);
            check(fields, field, problem == null ? null : problem.replaceFirst("^label", "annotation"));
            chars += key.length() + annotation.getValue().length();
        }
        if (chars > MOST_ANNOTATION_CHARS) {
            fields.problem(field, "must have at most " + MOST_ANNOTATION_CHARS + " characters, has " + chars);
        }
    }

    /// A text as reasons quote it.
    static String quoted(String text) {
        return "\"" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "\"";
    }
}
