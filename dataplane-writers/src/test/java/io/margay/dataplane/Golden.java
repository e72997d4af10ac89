package io.margay.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are kept in `src/test/golden/` and compared; `-Dgolden.update` writes them anew.
public final class Golden {
    private Golden() {}

    /// Compares a text with the file that is kept of it.
    public static void check(String name, String text) {
        var file = Path.of("src/test/golden", name);
        try {
            if (System.getProperty("golden.update") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(text).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
