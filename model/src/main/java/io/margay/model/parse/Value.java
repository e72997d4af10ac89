package io.margay.model.parse;

import java.util.List;
import java.util.Map;

/// A tree as it was written in YAML or JSON, each part with its line: what [Fields] reads.
///
/// Units: lines count from 1; 0 where there are none. All values of a JSON text on one line have that line.
/// An alias is the value that it stands for, with the line of its anchor.
public sealed interface Value {
    /// The line that it begins on.
    int line();

    /// An object.
    ///
    /// @param fields in the order written; of a field that is written twice the last
    /// @param twice fields that are written more than once
    record Mapping(int line, Map<String, Value> fields, List<Twice> twice) implements Value {
        /// An object in which no field is written twice.
        public Mapping(int line, Map<String, Value> fields) {
            this(line, fields, List.of());
        }
    }

    /// A field that its object has already had.
    record Twice(int line, String name) {}

    /// A list.
    record Sequence(int line, List<Value> items) implements Value {}

    /// A string.
    record Text(int line, String text) implements Value {}

    /// A number: in decimal where it is whole, else as written.
    record Numeral(int line, String text) implements Value {}

    /// True or false.
    record Bool(int line, boolean value) implements Value {}

    /// Null: read as if it were not written.
    record Null(int line) implements Value {}

    /// What it is, for a sentence: `the number 5`, `an object`.
    default String describe() {
        return switch (this) {
            case Mapping _ -> "an object";
            case Sequence _ -> "a list";
            case Text(var _, var text) -> "the text \"" + Problems.shortened(text) + "\"";
            case Numeral(var _, var text) -> "the number " + Problems.shortened(text);
            case Bool(var _, var value) -> "the boolean " + value;
            case Null _ -> "null";
        };
    }
}
