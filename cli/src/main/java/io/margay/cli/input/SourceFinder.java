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

/// Paths as the user gave them, made into sources: a file is itself, whatever its name; a folder is all the YAML and
/// JSON below it, sorted by path, but for `expectations*.jsonl` and `probes*.jsonl`, which hold probes; `-` is standard
/// input.
final class SourceFinder {
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
        } catch (UncheckedIOException e) {
            problems.add(wrong(name, Source.reason(Objects.requireNonNull(e.getCause()))));
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
        try (var files = Files.walk(folder)) {
            var found = files.filter(SourceFinder::holdsResources).sorted().toList();
            found.forEach(path -> sources.add(new Source(path.toString(), true)));
            if (found.isEmpty()) {
                problems.add(wrong(name, "holds no *.yaml, *.yml, *.json or *.jsonl file (nor one of them as .gz)"));
            }
        }
    }

    private static boolean holdsResources(Path path) {
        var name = path.getFileName().toString();
        return RESOURCES.matcher(name).matches() && !PROBES.matcher(name).matches() && Files.isRegularFile(path);
    }
}
