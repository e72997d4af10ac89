package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.selector.ParsedSelector;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import org.jspecify.annotations.Nullable;

/// Reads selectors. An absent or empty one is null: it limits nothing.
///
/// `global()` is for the namespaceSelector of a rule's side, alone. As in Calico the text is looked at, so the
/// notSelector of a rule may say it, and a value in quotes may not.
final class SelectorReader {
    private static final String GLOBAL = "global()";

    private SelectorReader() {}

    /// A selector in which `global()` is not refused.
    static @Nullable Selector any(Fields fields, String field) {
        var text = fields.text(field);
        if (text.isEmpty()) {
            return null;
        }
        return switch (SelectorParser.parse(text)) {
            case ParsedSelector.Good(var selector) -> selector;
            case ParsedSelector.Bad bad -> {
                fields.problem(field, "is no selector: " + bad);
                yield null;
            }
        };
    }

    /// A selector of endpoints, of service accounts, or of the namespaces that a policy is for.
    static @Nullable Selector withoutGlobal(Fields fields, String field) {
        var selector = any(fields, field);
        if (selector != null && fields.text(field).contains(GLOBAL)) {
            fields.problem(field, "global() can stand only in the namespaceSelector of a rule's source or destination");
        }
        return selector;
    }

    /// The namespaceSelector of a rule's side.
    static @Nullable Selector namespaces(Fields side, String field) {
        var selector = any(side, field);
        if (selector == null) {
            return null;
        }
        var text = side.text(field).strip();
        boolean alone = selector instanceof Selector.Global && text.startsWith("global(");
        if (text.contains("global(") && !alone) {
            side.problem(field, "global() must stand alone");
        }
        return selector;
    }
}
