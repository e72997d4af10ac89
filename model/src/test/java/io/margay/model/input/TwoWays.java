package io.margay.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.DocumentSink;
import io.margay.model.parse.text.Documents;
import io.margay.model.parse.text.JsonLine;
import io.margay.model.parse.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads text with trees and without, and compares.
final class TwoWays {
    private TwoWays() {}

    /// How many lines of a text are Pods that need no tree. Fails where it is read otherwise than with trees alone.
    static int straight(byte[] text) {
        var straight = new InputParser(true).parse("f", new ByteArrayInputStream(text));
        var trees = new InputParser(false).parse("f", new ByteArrayInputStream(text));
        assertThat(straight).isEqualTo(trees).hasToString(trees.toString());
        return taken(text);
    }

    static int straight(String text) {
        return straight(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int taken(byte[] text) {
        var counted = new Counted(new StraightPods("f", new ParsedInput.Collector()));
        Documents.read("f", new ByteArrayInputStream(text), new Nothing(), counted);
        return counted.taken;
    }

    private static final class Counted implements LineReader {
        private final LineReader reader;
        private int taken;

        Counted(LineReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean knows(byte[] bytes, int from, int to) {
            return reader.knows(bytes, from, to);
        }

        @Override
        public boolean read(JsonLine line) throws IOException {
            var took = reader.read(line);
            taken += took ? 1 : 0;
            return took;
        }
    }

    private static final class Nothing implements DocumentSink {
        @Override
        public void value(Value value) {}

        @Override
        public void problem(Problem problem) {}
    }
}
