package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The programs of one backend.
///
/// @param lockWait how long they wait for the lock, where they need it
record IptablesPrograms(Backend backend, Commands commands, Duration lockWait) implements Iptables {
    /// What `nsenter` and shells say of a program that is not there.
    private static final int NO_PROGRAM = 127;

    private static final String LOCKED = "xtables lock";

    @Override
    public Exit restore(IpVersion version, String text) {
        var command = restoreCommand(version);
        return plain(command.getFirst(), commands.run(command, text));
    }

    List<String> restoreCommand(IpVersion version) {
        var program = program(version, "restore");
        return backend == Backend.LEGACY
                ? List.of(program, "--noflush", "--wait=" + lockWait.toSeconds())
                : List.of(program, "--noflush");
    }

    /// Over nf_tables most of it is waiting for the kernel; the older one waits for its lock.
    @Override
    public List<Exit> restore(List<Text> texts) {
        if (backend == Backend.LEGACY || texts.size() < 2) {
            return Iptables.super.restore(texts);
        }
        return texts.stream()
                .map(it -> CompletableFuture.supplyAsync(
                        () -> restore(it.version(), it.text()), Thread.ofVirtual()::start))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    @Override
    public Exit save(IpVersion version, Table table, Consumer<String> lines) {
        if (backend == Backend.LEGACY && !isThere(version, table)) {
            return Exit.DONE;
        }
        return save(List.of(program(version, "save"), "-t", table.text()), lines);
    }

    @Override
    public Exit saveAll(IpVersion version, Consumer<String> lines) {
        return save(List.of(program(version, "save")), lines);
    }

    @Override
    public Exit rules(IpVersion version, Table table, String chain) {
        if (backend == Backend.LEGACY && !isThere(version, table)) {
            return Exit.DONE;
        }
        var program = (version == IpVersion.V4 ? "iptables-" : "ip6tables-") + backend.text();
        return commands.run(program, "-t", table.text(), "-v", "-S", chain);
    }

    private Exit save(List<String> command, Consumer<String> lines) {
        return plain(command.getFirst(), commands.run(command, lines));
    }

    /// Asking a legacy table for its rules makes it, and from then on `iptables-nft` warns of it.
    private boolean isThere(IpVersion version, Table table) {
        var file = version == IpVersion.V4 ? "/proc/net/ip_tables_names" : "/proc/net/ip6_tables_names";
        return commands.run("cat", file).output().lines().anyMatch(table.text()::equals);
    }

    private String program(IpVersion version, String verb) {
        return (version == IpVersion.V4 ? "iptables-" : "ip6tables-") + backend.text() + "-" + verb;
    }

    /// The same, in words that say what a person can do about it.
    private Exit plain(String program, Exit exit) {
        if (exit.ok()) {
            return exit;
        }
        if (exit.code() == Exit.NOT_STARTED || exit.code() == NO_PROGRAM) {
            return new Exit(Exit.NOT_STARTED, "", "there is no program " + program + " (" + exit.why() + ")");
        }
        if (exit.errors().contains(LOCKED)) {
            return new Exit(Exit.LOCKED, "", XtablesLock.words(lockWait, commands.environment()));
        }
        return exit.errors().contains("lock file")
                ? new Exit(Exit.LOCKED, "", "the xtables lock cannot be taken: " + exit.why())
                : exit;
    }
}
