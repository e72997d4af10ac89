package io.margay.model.selector;

import io.margay.model.selector.ParsedSelector.Bad;
import io.margay.model.selector.ParsedSelector.Good;
import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.StartsWith;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads selector text by recursive descent, one method a rule of the grammar:
///
/// ```text
/// or         := and ('||' and)*
/// and        := operation ('&&' operation)*
/// operation  := '!'* ( '(' or ')' | 'has(' label ')' | 'all(' ')' | 'global(' ')' | comparison )
/// comparison := label ( '==' | '!=' | 'contains' | 'starts with' | 'ends with' ) value
///             | label ( 'in' | 'not in' ) '{' ( value (',' value)* ','? )? '}'
/// ```
///
/// A method that returns null has set `problem`, and so does whoever called it: the first mistake is the one told.
public final class SelectorParser {
    /// How deep parentheses may nest. Whoever walks the tree recurses, `equals` too, which for a tree of this depth
    /// needs a third of a default thread stack where nothing is compiled yet; five times as deep overflows it.
    public static final int MAX_DEPTH = 100;

    private static final int MAX_PRINTED_DEPTH = 2 * MAX_DEPTH + 20;

    private static final Map<List<String>, BiFunction<String, String, Selector>> WITH_VALUE = Map.of(
            List.of("=="), Equals::new,
            List.of("!="), NotEquals::new,
            List.of("contains"), Contains::new,
            List.of("starts", "with"), StartsWith::new,
            List.of("ends", "with"), EndsWith::new);
    private static final Map<List<String>, BiFunction<String, List<String>, Selector>> WITH_SET = Map.of(
            List.of("in"), In::new,
            List.of("not", "in"), NotIn::new);
    private static final Set<String> FUNCTIONS = Set.of("has", "all", "global");

    private final SelectorScanner in;
    private final int maxDepth;
    private int depth;
    private @Nullable Bad problem;

    private SelectorParser(String text, int maxDepth) {
        in = new SelectorScanner(text);
        this.maxDepth = maxDepth;
    }

    /// What `text` means; empty or blank text is `all()`.
    ///
    /// Errors: `Bad` with the first mistake; never an exception, however long or deep the text.
    /// Cost: linear. Source: Calico's `libcalico-go/lib/selector`, as observed; it knows no `MAX_DEPTH`.
    public static ParsedSelector parse(String text) {
        return new SelectorParser(text, MAX_DEPTH).parse();
    }

    /// What text means that this program made of a selector that it had parsed: canonical text has parentheses that its
    /// user left out, up to two for each of theirs, and compiling puts more around it.
    ///
    /// Errors: as of [#parse].
    public static ParsedSelector parsePrinted(String text) {
        return new SelectorParser(text, MAX_PRINTED_DEPTH).parse();
    }

    private ParsedSelector parse() {
        var selector = in.atEnd() ? new All() : or();
        if (selector != null && in.atEnd()) {
            return new Good(selector);
        }
        if (problem == null) {
            expected("&&, || or the end");
        }
        return Objects.requireNonNull(problem);
    }

    private @Nullable Selector or() {
        var operands = new ArrayList<Selector>();
        do {
            var operand = and();
            if (operand == null) {
                return null;
            }
            operands.add(operand);
        } while (in.take("||"));
        return Selector.or(operands);
    }

    private @Nullable Selector and() {
        var operands = new ArrayList<Selector>();
        do {
            var operand = operation();
            if (operand == null) {
                return null;
            }
            operands.add(operand);
        } while (in.take("&&"));
        return Selector.and(operands);
    }

    private @Nullable Selector operation() {
        boolean negated = false;
        while (in.take("!")) {
            negated = !negated;
        }
        var operand = operand();
        return operand != null && negated ? new Not(operand) : operand;
    }

    private @Nullable Selector operand() {
        if (in.at('(')) {
            return parenthesised();
        }
        if (in.take("has(")) {
            var key = key("the name of a label");
            return key == null ? null : closed(new Has(key));
        }
        if (in.take("all(")) {
            return closed(new All());
        }
        if (in.take("global(")) {
            return closed(new Global());
        }
        var key = key("a label, has(…), all(), global(), '!' or '('");
        return key == null ? null : comparison(key);
    }

    private @Nullable Selector parenthesised() {
        if (depth == maxDepth) {
            return bad(in.column(), "parentheses nest deeper than " + maxDepth);
        }
        in.take("(");
        depth++;
        var selector = or();
        depth--;
        return selector == null ? null : in.take(")") ? selector : expected("&&, || or ')'");
    }

    private @Nullable Selector closed(Selector selector) {
        return in.take(")") ? selector : expected("')'");
    }

    private @Nullable Selector comparison(String key) {
        for (var operator : WITH_VALUE.entrySet()) {
            if (in.takeOperator(operator.getKey())) {
                var value = value();
                return value == null ? null : operator.getValue().apply(key, value);
            }
        }
        for (var operator : WITH_SET.entrySet()) {
            if (in.takeOperator(operator.getKey())) {
                var values = values();
                return values == null ? null : operator.getValue().apply(key, values);
            }
        }
        if (FUNCTIONS.contains(key) && in.at('(')) {
            return bad(in.column(), "found a blank before '(', write " + key + "( as one word");
        }
        return expected("==, !=, in, not in, contains, starts with or ends with after label '" + key + "'");
    }

    private @Nullable List<String> values() {
        if (!in.take("{")) {
            expected("'{'");
            return null;
        }
        var values = new ArrayList<String>();
        boolean more = true;
        while (more && in.atQuote()) {
            var value = value();
            if (value == null) {
                return null;
            }
            values.add(value);
            more = in.take(",");
        }
        if (!in.take("}")) {
            expected(more ? "a value in quotes or '}'" : "',' or '}'");
            return null;
        }
        return values;
    }

    private @Nullable String value() {
        if (!in.atQuote()) {
            expected("a value in quotes");
            return null;
        }
        int start = in.column();
        var value = in.quoted();
        if (value == null) {
            bad(start, "this quote is never closed");
            return null;
        }
        if (!Selector.isValue(value)) {
            bad(start, "this value holds half of a surrogate pair");
            return null;
        }
        return value;
    }

    private @Nullable String key(String description) {
        int start = in.column();
        var key = in.key();
        if (key.isEmpty()) {
            expected(description);
            return null;
        }
        if (key.length() > Selector.MAX_KEY_LENGTH) {
            bad(start, "a label has at most " + Selector.MAX_KEY_LENGTH + " characters, this has " + key.length());
            return null;
        }
        return key;
    }

    /// Tells what should come next and what does. Always null, for a caller that has nothing to return.
    private @Nullable Selector expected(String what) {
        return bad(in.column(), "expected " + what + ", found " + in.describeNext());
    }

    private @Nullable Selector bad(int column, String what) {
        if (problem == null) {
            problem = new Bad(column, what);
        }
        return null;
    }
}
