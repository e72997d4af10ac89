package io.margay.dataplane.agent.state;

import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What people took out of Margay's way, kept beside the last good state, so that it stays so over an agent's
/// restart.
///
/// ```text
/// margay releases 1
/// SINCE ⇥ BY ⇥ host                          or SINCE ⇥ BY ⇥ KIND ⇥ NAMESPACE ⇥ NAME, a line each
/// CRC-32C of all lines before, in hexadecimal
/// ```
/// A file that is not just so releases nobody: what is closed in doubt is what should be closed.
///
/// @param file `agent.releases` in the agent's folder
public record ReleaseFile(Path file) {
    /// What is released, since when and by whom.
    ///
    /// @param endpoint null: the whole host
    /// @param by never with a control character
    public record Entry(@Nullable ResourceKey endpoint, Instant since, String by) {
        public Entry {
            by = by.replaceAll("\\p{Cntrl}", "_");
        }

        /// `Pod/shop/web-0`, or `host`.
        public String what() {
            return endpoint == null ? HOST : endpoint.ref();
        }
    }

    /// What was there.
    ///
    /// @param note what a person should know; empty: nothing
    public record Read(List<Entry> entries, String note) {
        public Read {
            entries = List.copyOf(entries);
        }
    }

    static final String NAME = "agent.releases";

    private static final String TITLE = "margay releases 1";
    private static final String HOST = "host";
    private static final List<Kind> ENDPOINTS = List.of(Kind.POD, Kind.WORKLOAD_ENDPOINT, Kind.HOST_ENDPOINT);

    /// The one in an agent's folder.
    public static ReleaseFile in(Path folder) {
        return new ReleaseFile(folder.toAbsolutePath().resolve(NAME));
    }

    /// What it says.
    public Read read() {
        try {
            var text = Files.readString(file);
            return parse(text)
                    .map(entries -> new Read(entries, ""))
                    .orElseGet(() -> new Read(List.of(), file + " is damaged: nothing is released"));
        } catch (NoSuchFileException e) {
            return new Read(List.of(), "");
        } catch (IOException e) {
            return new Read(List.of(), file + " cannot be read: nothing is released: " + e);
        }
    }

    /// From now on it says this.
    ///
    /// Errors: an IOException where it cannot be written; what it said before is still there.
    public void write(List<Entry> entries) throws IOException {
        var next = file.resolveSibling(NAME + ".new");
        Files.createDirectories(file.resolveSibling(""));
        try (var tail = Disk.REAL.create(next)) {
            tail.write(ByteBuffer.wrap(print(entries).getBytes(StandardCharsets.UTF_8)));
            tail.force();
        }
        Disk.REAL.replace(next, file);
    }

    static String print(List<Entry> entries) {
        var lines = new StringBuilder(TITLE).append('\n');
        for (var entry : entries) {
            var key = entry.endpoint();
            var what = key == null ? HOST : key.kind().word() + "\t" + key.namespace() + "\t" + key.name();
            lines.append(entry.since())
                    .append('\t')
                    .append(entry.by())
                    .append('\t')
                    .append(what)
                    .append('\n');
        }
        return lines + checksum(lines.toString()) + "\n";
    }

    /// Empty where it is damaged.
    static Optional<List<Entry>> parse(String text) {
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        var lines = text.substring(0, end);
        if (!text.endsWith("\n") || !lines.startsWith(TITLE + "\n")) {
            return Optional.empty();
        }
        if (!text.substring(end).equals(checksum(lines) + "\n")) {
            return Optional.empty();
        }
        var entries = new ArrayList<Entry>();
        for (var line : lines.substring(TITLE.length() + 1).lines().toList()) {
            var entry = entry(List.of(line.split("\t", -1)));
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            entries.add(entry.get());
        }
        return Optional.of(entries);
    }

    private static Optional<Entry> entry(List<String> words) {
        int ofHost = 3;
        int ofEndpoint = 5;
        try {
            if (words.size() == ofHost && words.getLast().equals(HOST)) {
                return Optional.of(new Entry(null, Instant.parse(words.getFirst()), words.get(1)));
            }
            if (words.size() == ofEndpoint) {
                return kind(words.get(2))
                        .map(kind -> new Entry(
                                new ResourceKey(kind, words.get(ofHost), words.getLast()),
                                Instant.parse(words.getFirst()),
                                words.get(1)))
                        .findFirst();
            }
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Stream<Kind> kind(String word) {
        return ENDPOINTS.stream().filter(kind -> kind.word().equals(word));
    }

    private static String checksum(String lines) {
        var sum = new CRC32C();
        sum.update(lines.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
