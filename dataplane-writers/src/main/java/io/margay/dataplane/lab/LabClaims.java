package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Netns;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose the labs of this machine are: a file a lab, which its process keeps locked.
///
/// The kernel takes the lock back when the process ends, however it ends. Its number would not do: a killed process
/// that nobody has waited for keeps number and start time, and a number comes again.
///
/// @param folder of the files; each is called as its lab: `margay-lab-`, the number of its process, which lab of it
record LabClaims(Path folder) {
    /// Beside the namespaces' names, as who shares those must share these.
    static final LabClaims OF_THIS_MACHINE = new LabClaims(Netns.FOLDER.resolveSibling("margay-lab"));

    private static final Pattern NAME = Pattern.compile("(margay-lab-\\d+-\\d+)(-\\w+)?");
    private static final AtomicInteger COUNT = new AtomicInteger();
    /// Those of this process. A process loses its lock when it closes the file, even one that it had opened anew:
    /// so these are never looked at.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /// A new name, of a lab of this process.
    ///
    /// Errors: `LabFailure` where the folder cannot be written to.
    LabClaim take() {
        return alone(this::claimed);
    }

    /// Removes what labs left whose process is no more: each namespace by `delete`, then their files and claims.
    ///
    /// @param namespaces the folder of the namespaces' names
    ///
    /// Errors: `LabFailure` where the folders cannot be read or written.
    void sweep(Path namespaces, Consumer<Netns> delete) {
        var _ = alone(() -> {
            var labs = new TreeSet<>(labs(folder));
            labs.addAll(labs(namespaces));
            for (var lab : labs) {
                if (isAbandoned(lab)) {
                    namesOf(lab, namespaces).forEach(name -> delete.accept(new Netns(name)));
                    LabFiles.remove(folder.resolve(lab));
                    Files.deleteIfExists(folder.resolve(lab));
                }
            }
            return labs;
        });
    }

    static void gaveUp(LabClaim claim) {
        OWN.remove(claim.file());
    }

    private interface Work<T> {
        T done() throws IOException;
    }

    /// One at a time on this machine, so that no claim is swept between its making and its locking.
    private <T> T alone(Work<T> work) {
        synchronized (OWN) {
            try {
                Files.createDirectories(folder);
                try (var turn = FileChannel.open(
                                folder.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var _ = turn.lock()) {
                    return work.done();
                }
            } catch (IOException e) {
                throw new LabFailure("labs are noted in " + folder + ": " + e);
            }
        }
    }

    private LabClaim claimed() throws IOException {
        var file = next();
        // A process that had our number may have left one, or one may have it in another pid namespace.
        while (Files.exists(file)) {
            file = next();
        }
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OWN.add(file);
        channel.lock();
        return new LabClaim(file, channel);
    }

    private Path next() {
        return folder.resolve("margay-lab-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    }

    private boolean isAbandoned(String lab) throws IOException {
        var file = folder.resolve(lab);
        if (OWN.contains(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    private static List<String> labs(Path folder) throws IOException {
        return names(folder).stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .toList();
    }

    private static List<String> namesOf(String lab, Path namespaces) throws IOException {
        return names(namespaces).stream()
                .filter(name -> name.startsWith(lab + "-"))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
