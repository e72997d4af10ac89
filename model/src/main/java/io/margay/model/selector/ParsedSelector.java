package io.margay.model.selector;

/// What became of selector text: a selector, or what is wrong with it.
public sealed interface ParsedSelector {
    /// The text is a selector.
    record Good(Selector selector) implements ParsedSelector {}

    /// The text is none.
    ///
    /// @param column where the first mistake is, in chars; 1 is the first
    /// @param what what is wrong there, in words for whoever wrote the text
    record Bad(int column, String what) implements ParsedSelector {
        /// `column 5: expected a value in quotes, found 'web'`.
        @Override
        public String toString() {
            return "column " + column + ": " + what;
        }
    }

    /// The selector. For text that this program wrote, where a mistake is a bug.
    ///
    /// Errors: `IllegalArgumentException` with the mistake.
    default Selector orThrow() {
        return switch (this) {
            case Good(var selector) -> selector;
            case Bad bad -> throw new IllegalArgumentException("not a selector: " + bad);
        };
    }
}
