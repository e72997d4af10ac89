package io.margay.model.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
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
