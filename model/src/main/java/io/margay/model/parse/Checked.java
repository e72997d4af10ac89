package io.margay.model.parse;

import java.util.List;

/// What reading gives: a valid value, or everything that is wrong with it. Warnings come with either.
public sealed interface Checked<T> {
    /// What was said beside the outcome.
    List<Problem> warnings();

    /// A valid value.
    record Good<T>(T value, List<Problem> warnings) implements Checked<T> {
        public Good {
            warnings = List.copyOf(warnings);
        }
    }

    /// Why there is none; never empty.
    record Bad<T>(List<Problem> problems, List<Problem> warnings) implements Checked<T> {
        public Bad {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
