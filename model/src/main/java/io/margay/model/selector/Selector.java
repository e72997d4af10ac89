package io.margay.model.selector;

import io.margay.model.label.LabelLookup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A label selector, as a tree. Immutable; equal trees are equal selectors.
///
/// A missing label satisfies `NotEquals`, `NotIn` and no other comparison. Constructors refuse with
/// `IllegalArgumentException` what no selector text can say (see `isKey`, `isValue`), so that two selectors never
/// share one canonical text. What comes from a user and not from `SelectorParser` is asked about first.
public sealed interface Selector {
    /// The longest name of a label that a selector's text may hold.
    int MAX_KEY_LENGTH = 512;

    /// Everything: `all()`, and what an empty text means.
    record All() implements Selector {
        @Override
        public String toString() {
            return print();
        }
    }

    /// What has no namespace: `global()`. Satisfied by any labels; whoever knows of namespaces replaces it first.
    record Global() implements Selector {
        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there: `has(key)`.
    record Has(String key) implements Selector {
        public Has {
            SelectorText.checkKey(key);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there and has the value: `key == "value"`.
    record Equals(String key, String value) implements Selector {
        public Equals {
            SelectorText.check(key, value);
        }

        /// Written out, as that of [And] and [In] is: the JVM's quick compiler does not see through those of records.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Equals that && key.equals(that.key) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return 31 * key.hashCode() + value.hashCode();
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is missing or has another value: `key != "value"`.
    record NotEquals(String key, String value) implements Selector {
        public NotEquals {
            SelectorText.check(key, value);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there and has one of the values: `key in {"a", "b"}`. No values: nothing.
    ///
    /// @param values sorted by code point, each once; the constructor sees to that
    record In(String key, List<String> values) implements Selector {
        public In {
            SelectorText.checkKey(key);
            values = SelectorText.sortedValues(values);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof In that && key.equals(that.key) && values.equals(that.values);
        }

        @Override
        public int hashCode() {
            return 37 * key.hashCode() + values.hashCode();
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is missing or has none of the values: `key not in {"a", "b"}`. No values: everything.
    ///
    /// @param values sorted by code point, each once; the constructor sees to that
    record NotIn(String key, List<String> values) implements Selector {
        public NotIn {
            SelectorText.checkKey(key);
            values = SelectorText.sortedValues(values);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there and its value holds the part: `key contains "part"`.
    record Contains(String key, String part) implements Selector {
        public Contains {
            SelectorText.check(key, part);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there and its value begins so: `key starts with "prefix"`.
    record StartsWith(String key, String prefix) implements Selector {
        public StartsWith {
            SelectorText.check(key, prefix);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The label is there and its value ends so: `key ends with "suffix"`.
    record EndsWith(String key, String suffix) implements Selector {
        public EndsWith {
            SelectorText.check(key, suffix);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// The operand does not hold: `!operand`.
    record Not(Selector operand) implements Selector {
        @Override
        public String toString() {
            return print();
        }
    }

    /// All operands hold: `(a && b && c)`.
    ///
    /// @param operands two or more, in the order of the text; an `And` among them was in parentheses
    record And(List<Selector> operands) implements Selector {
        public And {
            operands = SelectorText.checkOperands(operands);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof And that && operands.equals(that.operands);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = 0; i < operands.size(); i++) {
                hash = 31 * hash + operands.get(i).hashCode();
            }
            return hash;
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// One or more operands hold: `(a || b || c)`.
    ///
    /// @param operands two or more, in the order of the text; an `Or` among them was in parentheses
    record Or(List<Selector> operands) implements Selector {
        public Or {
            operands = SelectorText.checkOperands(operands);
        }

        @Override
        public String toString() {
            return print();
        }
    }

    /// What parsing `(a) && (b) && …` gives: nothing is flattened. One operand is itself; none is `all()`.
    static Selector and(Selector... operands) {
        return and(List.of(operands));
    }

    /// What parsing `(a) && (b) && …` gives: nothing is flattened. One operand is itself; none is `all()`.
    static Selector and(List<Selector> operands) {
        return switch (operands.size()) {
            case 0 -> new All();
            case 1 -> operands.getFirst();
            default -> new And(operands);
        };
    }

    /// What parsing `(a) || (b) || …` gives: nothing is flattened. One operand is itself; none is `!all()`.
    static Selector or(Selector... operands) {
        return or(List.of(operands));
    }

    /// What parsing `(a) || (b) || …` gives: nothing is flattened. One operand is itself; none is `!all()`.
    static Selector or(List<Selector> operands) {
        return switch (operands.size()) {
            case 0 -> new Not(new All());
            case 1 -> operands.getFirst();
            default -> new Or(operands);
        };
    }

    /// Whether selector text can name a label so: 1 to `MAX_KEY_LENGTH` of `A-Z a-z 0-9 _ . / -`.
    ///
    /// Constructors check the characters only: a prefix put before a long key (`mapKeys`) may exceed the length.
    static boolean isKey(String text) {
        return text.length() <= MAX_KEY_LENGTH && SelectorText.isKeyText(text);
    }

    /// Whether selector text can hold such a value: it has not both kinds of quote, and it is well-formed Unicode.
    static boolean isValue(String text) {
        return SelectorText.isValue(text);
    }

    /// Whether `labels` satisfy this selector. Total. Cost: one visit per tree node, up to the first that decides.
    default boolean matches(LabelLookup labels) {
        return switch (this) {
            case All(), Global() -> true;
            case Has(var key) -> labels.has(key);
            case Equals(var key, var value) -> labels.is(key, value);
            case NotEquals(var key, var value) -> !labels.is(key, value);
            case In(var key, var values) -> SelectorText.isAmong(labels.value(key), values);
            case NotIn(var key, var values) -> !SelectorText.isAmong(labels.value(key), values);
            case Contains(var key, var part) -> SelectorText.contains(labels.value(key), part);
            case StartsWith(var key, var prefix) -> SelectorText.startsWith(labels.value(key), prefix);
            case EndsWith(var key, var suffix) -> SelectorText.endsWith(labels.value(key), suffix);
            case Not(var operand) -> !operand.matches(labels);
            case And(var operands) -> allMatch(operands, labels);
            case Or(var operands) -> anyMatches(operands, labels);
        };
    }

    /// The canonical text, which names the selector (`SelectorId`).
    ///
    /// `And` and `Or` in parentheses; double quotes unless the value holds one; `!` right before its operand.
    /// Parsing it gives this selector again, but that `!!x`, which the text of two nested `Not`s is, parses as `x`.
    /// Source: Calico's `libcalico-go/lib/selector/parser`, as observed.
    default String print() {
        var text = new StringBuilder(64);
        print(text);
        return text.toString();
    }

    /// Appends the canonical text.
    default void print(StringBuilder text) {
        new SelectorPrinter(text).print(this);
    }

    /// This selector with every label's key renamed.
    ///
    /// As if its text were edited and parsed again, so two nested `Not`s vanish.
    default Selector mapKeys(UnaryOperator<String> rename) {
        return new SelectorRewriter(rename, new All(), new Global()).rewrite(this);
    }

    /// This selector with `all` in the place of each `all()`, and `global` in the place of each `global()`.
    ///
    /// As if its text were edited and parsed again, so two nested `Not`s vanish: `!global()` with `!has(x)` in
    /// place of `global()` is `has(x)`.
    default Selector replace(Selector all, Selector global) {
        return new SelectorRewriter(UnaryOperator.identity(), all, global).rewrite(this);
    }

    /// Shows each label's key to `visitor`, in the order of the text, as often as it stands there.
    default void visitKeys(Consumer<String> visitor) {
        switch (this) {
            case All(), Global() -> {}
            case Has(var key) -> visitor.accept(key);
            case Equals it -> visitor.accept(it.key());
            case NotEquals it -> visitor.accept(it.key());
            case In it -> visitor.accept(it.key());
            case NotIn it -> visitor.accept(it.key());
            case Contains it -> visitor.accept(it.key());
            case StartsWith it -> visitor.accept(it.key());
            case EndsWith it -> visitor.accept(it.key());
            case Not(var operand) -> operand.visitKeys(visitor);
            case And(var operands) -> operands.forEach(operand -> operand.visitKeys(visitor));
            case Or(var operands) -> operands.forEach(operand -> operand.visitKeys(visitor));
        }
    }

    private static boolean allMatch(List<Selector> operands, LabelLookup labels) {
        for (var operand : operands) {
            if (!operand.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyMatches(List<Selector> operands, LabelLookup labels) {
        for (var operand : operands) {
            if (operand.matches(labels)) {
                return true;
            }
        }
        return false;
    }
}
