package io.margay.model.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void anInputThatEndsWhereTheBufferDoesStaysAtItsEnd() {
        var lines = new Lines(new ByteArrayInputStream(bytes("a\n" + "x".repeat((1 << 16) - 3) + "\n")));

        assertThat(lengths(lines)).containsExactly(1, (1 << 16) - 3);
        assertThat(lines.next()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void aLineMayBeLongerThanTheBuffer() {
        var lines = new Lines(new ByteArrayInputStream(bytes("a\n" + "x".repeat(1 << 18) + "\nb")));

        assertThat(lengths(lines)).containsExactly(1, 1 << 18, 1);
    }

    @Test
    void aDocumentOfWhichTheEndCannotBeReadIsNoDocument() {
        var values = new ArrayList<Value>();
        var problems = new ArrayList<Problem>();
        Documents.read("f", cutOff("a: 1\n---\nb: 2\nc:"), new DocumentSink() {
            @Override
            public void value(Value value) {
                values.add(value);
            }

            @Override
            public void problem(Problem problem) {
                problems.add(problem);
            }
        });

        assertThat(values).hasSize(1);
        assertThat(problems).singleElement().extracting(Problem::what).isEqualTo("cannot be read on: the disk is gone");
    }

    /// A stream that fails where it should end.
    private static InputStream cutOff(String text) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes(text)), new DiskGone());
    }

    private static List<Integer> lengths(Lines lines) {
        var lengths = new ArrayList<Integer>();
        while (lines.next()) {
            lengths.add(lines.to() - lines.from());
        }
        return lengths;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
