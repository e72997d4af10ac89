package io.margay.cli.probe;

import io.margay.cli.input.Source;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// JSON lines, read one at a time.
final class JsonLines {
    /// Takes a line as it is read.
    interface Sink {
        /// A line, counted from 1, and the value on it, or why there is none.
        void line(int number, Checked<Value> value);
    }

    private JsonLines() {}

    /// Reads all lines of a source that are not blank.
    ///
    /// Errors: an IOException, which `Source.reason` puts into words; the lines before it have been taken.
    static void read(Source source, InputStream stdin, Sink sink) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(source.open(stdin), StandardCharsets.UTF_8))) {
            read(lines, new ValueReader(source.name()), sink);
        }
    }

    private static void read(BufferedReader lines, ValueReader values, Sink sink) throws IOException {
        int number = 1;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                sink.line(number, values.readLine(number, line));
            }
            number++;
        }
    }
}
