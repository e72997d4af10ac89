package io.margay.model.parse.text;

import java.io.IOException;

/// Reads lines of JSON of its own kind without a tree. [Documents] offers it each line that holds JSON before making
/// values of it.
///
/// It takes a line only if it understands all of it and nothing about it is wrong or odd: words for that are found by
/// those who read trees. So with it an input reads as without it, only sooner.
public interface LineReader {
    /// One that takes no line.
    LineReader NONE = new LineReader() {
        @Override
        public boolean knows(byte[] bytes, int from, int to) {
            return false;
        }

        @Override
        public boolean read(JsonLine line) {
            return false;
        }
    };

    /// Whether the line of the bytes from `from` up to `to` may be of its kind. Cost: a look at its beginning.
    boolean knows(byte[] bytes, int from, int to);

    /// Reads a line that it knows; whether it took it. Where it did not, it has done nothing.
    ///
    /// Errors: an `IOException` for what is no JSON; then it did not take it either.
    boolean read(JsonLine line) throws IOException;
}
