package io.margay.cli.input;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Paths as the user gave them, made into sources: a file is itself, whatever its name; a folder is all the YAML and
/// JSON below it, sorted by path, but for what is hidden and for `expectations*.jsonl` and `probes*.jsonl`, which hold
/// probes; `-` is standard input.
public final class SourceFinder {
    private static final Pattern RESOURCES = Pattern.compile(".*\\.(yaml|yml|json|jsonl)(\\.gz)?");
    private static final Pattern PROBES = Pattern.compile("(expectations|probes).*\\.jsonl(\\.gz)?");

    private final List<Source> sources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /// Adds what a path names, or the problem with it.
    void add(String name) {
        if (name.equals(Source.STDIN)) {
            sources.add(Source.named(name));
            return;
        }
        try {
            var path = Path.of(name);
            if (Files.isDirectory(path)) {
                addFolder(name, path);
            } else if (Files.exists(path)) {
                sources.add(Source.named(name));
            } else {
                problems.add(wrong(name, "no such file"));
            }
        } catch (InvalidPathException e) {
            problems.add(wrong(name, "is no path: " + e.getReason()));
        } catch (IOException e) {
            problems.add(wrong(name, Source.reason(e)));
        }
    }

    /// What was found, in the order to be read.
    List<Source> sources() {
        return List.copyOf(sources);
    }

    /// What was not.
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// A problem of a whole file.
    static Problem wrong(String name, String what) {
        return new Problem(new Where(name, 0), "", "", what);
    }

    private void addFolder(String name, Path folder) throws IOException {
        var found = below(folder);
        sources.addAll(found);
        if (found.isEmpty()) {
            problems.add(wrong(name, "holds no *.yaml, *.yml, *.json or *.jsonl file (nor one of them as .gz)"));
        }
    }

    /// All that a folder holds, sorted by path; nothing is fine.
    ///
    /// Errors: an IOException where not all of it can be listed.
    public static List<Source> below(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(path -> !isHidden(folder.relativize(path)) && holdsResources(path))
                    .sorted()
                    .map(path -> new Source(path.toString(), true))
                    .toList();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /// What editors, version control and mounted volumes keep for themselves.
    private static boolean isHidden(Path below) {
        return StreamSupport.stream(below.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static boolean holdsResources(Path path) {
        var name = path.getFileName().toString();
        return RESOURCES.matcher(name).matches() && !PROBES.matcher(name).matches() && Files.isRegularFile(path);
    }
}
