package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One backend of iptables, of one network namespace.
public interface Iptables extends AutoCloseable {
    /// How long one that needs the lock waits for it.
    Duration LOCK_WAIT = Duration.ofSeconds(5);

    /// Which one.
    default Backend backend() {
        return Backend.NFT;
    }

    /// Applies the text of `iptables-restore`, all of it or nothing, and leaves what the text does not name.
    Exit restore(IpVersion version, String text);

    /// Applies several texts, each of a version of its own, and each all or nothing; what came of each, in their order.
    /// They may be under way at the same time.
    default List<Exit> restore(List<Text> texts) {
        return texts.stream().map(it -> restore(it.version, it.text)).toList();
    }

    /// What `iptables-restore` is to apply.
    record Text(IpVersion version, String text) {}

    /// Tells a table line by line, as `iptables-save` prints it; nothing where there is no such table, which this does
    /// not make. Cost: 4 s for 50,000 rules over nf_tables.
    Exit save(IpVersion version, Table table, Consumer<String> lines);

    /// A number that is another after each change of what `save` tells, by whomever it is made; empty: it cannot be
    /// known.
    default OptionalLong generation() {
        return OptionalLong.empty();
    }

    /// Tells all tables that are there, as `save` does.
    default Exit saveAll(IpVersion version, Consumer<String> lines) {
        for (var table : Table.values()) {
            var exit = save(version, table, lines);
            if (!exit.ok()) {
                return exit;
            }
        }
        return Exit.DONE;
    }

    /// The rules of one chain with their counters, as `iptables -v -S CHAIN` prints them; nothing where there is no
    /// such
    /// table, which this does not make.
    default Exit rules(IpVersion version, Table table, String chain) {
        return new Exit(Exit.NOT_STARTED, "", "rules cannot be read one chain at a time here");
    }

    /// Nothing is to be written just now.
    default void idle() {}

    /// To be called when it is used no more.
    @Override
    default void close() {}

    /// The one that runs `iptables-nft-restore` and its kin, and keeps the first. It is to be closed.
    ///
    /// @param commits of the same network namespace; closed with it
    static Iptables standing(Commands commands, RuleCommits commits) {
        return new StandingIptables(new IptablesPrograms(Backend.NFT, commands, LOCK_WAIT), commands, commits);
    }

    /// The one that runs `iptables-nft-restore` and its kin.
    static Iptables nft(Commands commands) {
        return of(Backend.NFT, commands, LOCK_WAIT);
    }

    /// The one that runs the programs of a backend.
    ///
    /// @param lockWait how long they wait for the lock; one second at least
    static Iptables of(Backend backend, Commands commands, Duration lockWait) {
        return new IptablesPrograms(backend, commands, lockWait);
    }
}
