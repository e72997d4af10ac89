package io.margay.cli.server;

import io.margay.cli.input.InputReader;
import io.margay.cli.input.Source;
import io.margay.cli.input.SourceFinder;
import io.margay.model.input.InputParser;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at files and folders, and reads anew what changed.
///
/// A file counts as changed, or as gone, when two looks in a row see it so: what is being written, or replaced in two
/// steps, comes to rest first. A folder that cannot be listed tells nothing; what was read from it stays.
///
/// Not for several threads. Cost of a look: one stat a file, and reading what changed.
final class FileFollower {
    private record Stamp(
            long size, FileTime modified, @Nullable Object inode) {
        static Stamp of(Source source) throws IOException {
            var now = Files.readAttributes(Path.of(source.name()), BasicFileAttributes.class);
            return new Stamp(now.size(), now.lastModifiedTime(), now.fileKey());
        }
    }

    private static final class Followed {
        private @Nullable Stamp read;
        private @Nullable Stamp seen;
        private boolean missed;
    }

    private final Acceptance acceptance = new Acceptance();
    private final Map<String, Boolean> roots = new LinkedHashMap<>();
    private final Map<String, List<Source>> listed = new HashMap<>();
    private final Set<String> unlisted = new HashSet<>();
    private final Map<String, Followed> files = new HashMap<>();
    private final InputParser parser;
    private final @Nullable Documents documents;
    private boolean started;

    /// @param paths files and folders, which exist
    FileFollower(List<String> paths) {
        this(paths, null);
    }

    /// @param documents keep what each resource was read from; null: nobody will ask
    FileFollower(List<String> paths, @Nullable Documents documents) {
        this.documents = documents;
        this.parser = documents == null ? new InputParser() : new InputParser(documents::read);
        paths.forEach(path -> roots.put(path, Files.isDirectory(Path.of(path))));
    }

    /// Reads everything as it is. What cannot be read of a file is passed over.
    Acceptance.Outcome start() {
        var outcome = look();
        started = true;
        return outcome;
    }

    /// Looks once more.
    Acceptance.Outcome look() {
        var there = new LinkedHashSet<String>();
        roots.forEach((root, isFolder) -> {
            list(root, isFolder);
            for (var source : listed.getOrDefault(root, List.of())) {
                if (there.add(source.name()) && !unlisted.contains(root)) {
                    look(source);
                }
            }
        });
        files.entrySet().removeIf(file -> !there.contains(file.getKey()) && isGone(file.getKey(), file.getValue()));
        var order = new ArrayList<>(there);
        files.keySet().stream().sorted().filter(file -> !there.contains(file)).forEach(order::add);
        var outcome = acceptance.settle(order);
        if (documents != null) {
            documents.keepOnly(acceptance.said());
        }
        return outcome;
    }

    /// All that is in force.
    List<Resource> resources() {
        return acceptance.resources();
    }

    /// How many files there are.
    int count() {
        return files.size();
    }

    private void list(String root, boolean isFolder) {
        try {
            var path = Path.of(root);
            listed.put(root, isFolder ? SourceFinder.below(path) : named(root, path));
            unlisted.remove(root);
            acceptance.listed(root);
        } catch (IOException e) {
            var isSecondTime = !unlisted.add(root);
            if (isSecondTime || !started) {
                acceptance.unlisted(root, Source.reason(e));
            }
        }
    }

    private static List<Source> named(String root, Path path) {
        return Files.exists(path) ? List.of(Source.named(root)) : List.of();
    }

    private void look(Source source) {
        var file = files.computeIfAbsent(source.name(), _ -> new Followed());
        file.missed = false;
        try {
            var now = Stamp.of(source);
            var isAtRest = !started || now.equals(file.seen);
            file.seen = now;
            if (isAtRest && !now.equals(file.read)) {
                file.read = null;
                read(source);
                file.read = now;
            }
        } catch (NoSuchFileException e) {
            file.read = null; // gone since the folder was listed: the next look will miss it, or find it again
        } catch (IOException e) {
            file.read = null;
            acceptance.unread(source.name(), Source.reason(e));
        }
    }

    private void read(Source source) throws IOException {
        var input = InputReader.read(source, parser);
        if (started) {
            acceptance.said(source.name(), input);
        } else {
            acceptance.saidAtStart(source.name(), input);
        }
    }

    private boolean isGone(String name, Followed file) {
        if (!file.missed) {
            file.missed = true;
            return false;
        }
        acceptance.deleted(name);
        return true;
    }
}
