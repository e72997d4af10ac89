package io.margay.model.selector;

import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.And;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.Or;
import io.margay.model.selector.Selector.StartsWith;
import java.util.List;

/// Appends canonical text to `out`.
record SelectorPrinter(StringBuilder out) {
    void print(Selector selector) {
        switch (selector) {
            case All() -> out.append("all()");
            case Global() -> out.append("global()");
            case Has(var key) -> out.append("has(").append(key).append(')');
            case Equals(var key, var value) -> comparison(key, " == ", value);
            case NotEquals(var key, var value) -> comparison(key, " != ", value);
            case In(var key, var values) -> set(key, " in ", values);
            case NotIn(var key, var values) -> set(key, " not in ", values);
            case Contains(var key, var part) -> comparison(key, " contains ", part);
            case StartsWith(var key, var prefix) -> comparison(key, " starts with ", prefix);
            case EndsWith(var key, var suffix) -> comparison(key, " ends with ", suffix);
            case Not(var operand) -> {
                out.append('!');
                print(operand);
            }
            case And(var operands) -> joined(operands, " && ");
            case Or(var operands) -> joined(operands, " || ");
        }
    }

    private void comparison(String key, String operator, String value) {
        out.append(key).append(operator);
        quoted(value);
    }

    private void set(String key, String operator, List<String> values) {
        out.append(key).append(operator).append('{');
        var separator = "";
        for (var value : values) {
            out.append(separator);
            quoted(value);
            separator = ", ";
        }
        out.append('}');
    }

    private void quoted(String value) {
        char quote = SelectorText.quoteFor(value);
        out.append(quote).append(value).append(quote);
    }

    private void joined(List<Selector> operands, String operator) {
        var separator = "(";
        for (var operand : operands) {
            out.append(separator);
            print(operand);
            separator = operator;
        }
        out.append(')');
    }
}
