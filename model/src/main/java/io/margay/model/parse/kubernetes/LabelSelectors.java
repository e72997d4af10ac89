package io.margay.model.parse.kubernetes;

import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Operator;
import io.margay.model.resource.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads label selectors of Kubernetes: keys, values, operators and how many values each takes.
public final class LabelSelectors {
    private LabelSelectors() {}

    /// The selector of a field; one that selects everything where the field is absent.
    public static LabelSelector orAll(Fields parent, String field) {
        var selector = orNull(parent, field);
        return selector == null ? LabelSelector.ALL : selector;
    }

    /// The selector of a field; null where the field is absent.
    public static @Nullable LabelSelector orNull(Fields parent, String field) {
        var selector = parent.object(field);
        return selector == null ? null : read(selector);
    }

    private static LabelSelector read(Fields selector) {
        var labels = selector.textMap("matchLabels");
        var object = selector.object("matchLabels");
        if (object != null) {
            check(object, labels);
        }
        var expressions = new ArrayList<Requirement>();
        for (var expression : selector.objects("matchExpressions")) {
            expressions.add(requirement(expression));
        }
        selector.finish();
        return labels.isEmpty() && expressions.isEmpty() ? LabelSelector.ALL : new LabelSelector(labels, expressions);
    }

    private static void check(Fields object, Map<String, String> labels) {
        labels.forEach((key, value) -> {
            report(object, key, Names.labelKeyProblem(key));
            report(object, key, Names.labelValueProblem(value));
        });
    }

    private static Requirement requirement(Fields expression) {
        var key = expression.required("key");
        if (!key.isEmpty()) {
            report(expression, "key", Names.labelKeyProblem(key));
        }
        var values = expression.texts("values");
        for (var i = 0; i < values.size(); i++) {
            report(expression, "values[" + i + "]", Names.labelValueProblem(values.get(i)));
        }
        var operator = operator(expression, values);
        expression.finish();
        return new Requirement(key, operator, values);
    }

    private static Operator operator(Fields expression, List<String> values) {
        var word = expression.required("operator");
        return switch (word) {
            case "In" -> withValues(expression, word, Operator.IN, values);
            case "NotIn" -> withValues(expression, word, Operator.NOT_IN, values);
            case "Exists" -> withoutValues(expression, word, Operator.EXISTS, values);
            case "DoesNotExist" -> withoutValues(expression, word, Operator.DOES_NOT_EXIST, values);
            case "" -> Operator.EXISTS;
            default -> {
                expression.problem("operator", "must be In, NotIn, Exists or DoesNotExist, is \"" + word + "\"");
                yield Operator.EXISTS;
            }
        };
    }

    private static Operator withValues(Fields expression, String word, Operator operator, List<String> values) {
        if (values.isEmpty()) {
            expression.problem("values", "must have a value or more with operator " + word);
        }
        return operator;
    }

    private static Operator withoutValues(Fields expression, String word, Operator operator, List<String> values) {
        if (!values.isEmpty()) {
            expression.problem("values", "must be absent with operator " + word);
        }
        return operator;
    }

    private static void report(Fields fields, String field, @Nullable String problem) {
        if (problem != null) {
            fields.problem(field, problem);
        }
    }
}
