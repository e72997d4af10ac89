package io.margay.cli.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `docs/metrics.md` says, and what a page has: names of metrics with their types.
public final class DocumentedMetrics {
    /// From where tests run.
    private static final Path DOCS = Path.of("../docs");

    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| ([a-z]+) \\| .*");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) ([a-z]+)");
    private static final String OF_AGENT = "## Of an agent";

    private DocumentedMetrics() {}

    /// Those of a member.
    public static Map<String, String> ofMember() throws IOException {
        return found(ROW, text().substring(0, text().indexOf(OF_AGENT)).lines());
    }

    /// Those of an agent.
    public static Map<String, String> ofAgent() throws IOException {
        return found(ROW, text().substring(text().indexOf(OF_AGENT)).lines());
    }

    /// Those of a page.
    public static Map<String, String> ofPage(String page) {
        return found(TYPE, page.lines());
    }

    private static String text() throws IOException {
        return Files.readString(DOCS.resolve("metrics.md"));
    }

    private static Map<String, String> found(Pattern pattern, Stream<String> lines) {
        var found = new TreeMap<String, String>();
        lines.map(pattern::matcher).forEach(line -> {
            if (line.matches()) {
                found.put(line.group(1), line.group(2));
            }
        });
        return found;
    }
}
