package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A table of one IP version, and what is known of it.
///
/// What is known is read once, at the start, and again after a failure; else it is what was written last. A chain that
/// the kernel refuses is closed, and keeps no other from being written.
///
/// Over nf_tables, chains that are new come in a transaction of their own, before those that change. For the kernel
/// does away with what a transaction replaced after a grace period of RCU (10 ms), and the next one in the namespace,
/// that of the other IP version, waits for that where it has a rule with anything of xtables.
final class ChainTable {
    /// How often a write is tried, each time without the chains that were refused.
    private static final int MOST_ROUNDS = 10;
    /// How often those that iptables names are believed to be all.
    private static final int NAMED_ROUNDS = 6;

    private final Iptables iptables;
    private final Renderer renderer;
    private final Table table;
    private final RefusedChains refused = new RefusedChains();
    /// Chains that cannot go, since somebody else's rules lead to them: they are left empty.
    private final Set<String> held = new HashSet<>();

    private @Nullable OwnChains known;
    private List<Chain> wanted = List.of();

    /// What was tried.
    private record Attempt(List<Chain> chains, String text, Exit exit) {
        private Attempt with(Exit itsExit) {
            return new Attempt(chains, text, itsExit);
        }
    }

    ChainTable(Iptables iptables, Renderer renderer, Table table) {
        this.iptables = iptables;
        this.renderer = renderer;
        this.table = table;
    }

    /// Whether it is as it was written last, as far as is known.
    boolean isKnown() {
        return known != null;
    }

    /// Whether a chain that was refused is to be tried again.
    boolean isRetryDue(Instant now) {
        return refused.isAnyDue(now);
    }

    /// Whose chains stand closed since the kernel refuses them.
    Set<String> closed() {
        return refused.owners();
    }

    /// What stands closed or incomplete since the kernel refuses it, or a set that it needs.
    ///
    /// @param next when sets are looked at again, at the latest
    List<Writer.Failing> failing(RefusedSets sets, Instant next) {
        var failing = new ArrayList<>(refused.failing(this::words));
        if (!sets.names().isEmpty()) {
            renderer.latest().chains(table).stream()
                    .flatMap(chain -> sets.failing(chain, words(chain), next).stream())
                    .forEach(failing::add);
        }
        return failing;
    }

    private String words(Chain chain) {
        return chain.whose() + " (IPv" + renderer.version().number() + ")";
    }

    /// Makes tables hold the chains rendered last and no others of ours, in one transaction each. What went wrong, if
    /// anything did: then that table is as it was.
    ///
    /// @param tables each of another version
    /// @param inForce what is to be written of chains, as sets are
    static List<String> write(List<ChainTable> tables, UnaryOperator<List<Chain>> inForce, Instant now) {
        var failures = new ArrayList<String>();
        var begun = new ArrayList<ChainTable>();
        for (var table : tables) {
            table.begin(inForce).ifPresentOrElse(failures::add, () -> begun.add(table));
        }
        if (begun.size() > 1 && begun.getFirst().iptables.backend() == Backend.NFT) {
            writeAhead(begun, now);
        }
        var attempts = attempts(begun, now);
        for (int i = 0; i < begun.size(); i++) {
            begun.get(i).end(attempts.get(i), now).ifPresent(failures::add);
        }
        return failures;
    }

    /// Writes chains that nothing leads to yet. What comes of it does not matter: those that are not there then are
    /// written with the others.
    private static void writeAhead(List<ChainTable> tables, Instant now) {
        var coming = tables.stream().map(table -> table.coming(now)).toList();
        var open = IntStream.range(0, tables.size())
                .filter(i -> !coming.get(i).isEmpty())
                .toArray();
        if (open.length == 0) {
            return;
        }
        var texts = Arrays.stream(open)
                .mapToObj(i -> new Iptables.Text(
                        tables.get(i).renderer.version(), tables.get(i).there().restoreText(coming.get(i))))
                .toList();
        var exits = tables.getFirst().iptables.restore(texts);
        for (int i = 0; i < open.length; i++) {
            if (exits.get(i).ok()) {
                tables.get(open[i]).came(coming.get(open[i]));
            }
        }
    }

    private List<Chain> coming(Instant now) {
        refused.keep(wanted);
        return there().ahead(refused.inForce(wanted, now));
    }

    private void came(List<Chain> chains) {
        known = there().with(chains);
    }

    private static List<Attempt> attempts(List<ChainTable> tables, Instant now) {
        var attempts =
                new ArrayList<>(tables.stream().map(table -> table.attempt(now)).toList());
        var open = IntStream.range(0, attempts.size())
                .filter(i -> !attempts.get(i).text.isEmpty())
                .toArray();
        if (open.length > 0) {
            var texts = Arrays.stream(open)
                    .mapToObj(i -> new Iptables.Text(tables.get(i).renderer.version(), attempts.get(i).text))
                    .toList();
            var exits = tables.getFirst().iptables.restore(texts);
            for (int i = 0; i < open.length; i++) {
                attempts.set(open[i], attempts.get(open[i]).with(exits.get(i)));
            }
        }
        return attempts;
    }

    /// Looks what is there; what went wrong, if that cannot be known.
    private Optional<String> begin(UnaryOperator<List<Chain>> inForce) {
        wanted = inForce.apply(renderer.latest().chains(table));
        if (known == null) {
            var reader = new OwnChainsReader();
            var exit = iptables.save(renderer.version(), table, reader);
            if (!exit.ok()) {
                return unreadable(exit);
            }
            known = reader.of(table);
        }
        return Optional.empty();
    }

    private Attempt attempt(Instant now) {
        refused.keep(wanted);
        var chains = refused.inForce(wanted, now);
        return new Attempt(chains, there().restoreText(chains, held), Exit.DONE);
    }

    private Attempt write(Attempt attempt) {
        return attempt.text.isEmpty() ? attempt : attempt.with(iptables.restore(renderer.version(), attempt.text));
    }

    /// What came of a first attempt, and of others without the chains that were refused.
    private Optional<String> end(Attempt first, Instant now) {
        var attempt = first;
        for (int round = 1; !attempt.exit.ok(); round++) {
            if (round == MOST_ROUNDS || !blame(attempt, suspects(now), round, now)) {
                known = null;
                // Without them it failed, too: it was not they.
                refused.clear();
                return Optional.of("writing " + name() + ": " + attempt.exit.why());
            }
            attempt = write(attempt(now));
        }
        refused.written(now);
        known = there().written(attempt.chains);
        return Optional.empty();
    }

    private OwnChains there() {
        return Objects.requireNonNull(known, "what is in the kernel");
    }

    /// Those that change, may be closed and are not.
    private List<Chain> suspects(Instant now) {
        return there().changed(wanted).stream()
                .filter(chain -> !chain.whose().isEmpty() && !refused.isClosed(chain, now))
                .toList();
    }

    /// Finds what was refused; whether the next attempt will be another one.
    private boolean blame(Attempt attempt, List<Chain> suspects, int round, Instant now) {
        if (!Complaint.isOfText(attempt.exit)) {
            return false;
        }
        var complaint = Complaint.of(attempt.text, attempt.exit);
        boolean isNew = held.addAll(complaint.held());
        var named = suspects.stream()
                .filter(chain -> complaint.chains().contains(chain.name()))
                .toList();
        named.forEach(chain -> refused.refuse(chain, attempt.exit.why(), now));
        if (named.size() < complaint.chains().size()) {
            // One that cannot be closed.
            return false;
        }
        boolean isNamed = isNew || !named.isEmpty();
        boolean mayBeMore = !isNamed || round > NAMED_ROUNDS;
        return (mayBeMore && tryEach(suspects, now)) || isNamed;
    }

    private boolean tryEach(List<Chain> suspects, Instant now) {
        var open =
                suspects.stream().filter(chain -> !refused.isClosed(chain, now)).toList();
        if (open.isEmpty()) {
            return false;
        }
        var found = new Trial(iptables, renderer.version(), table).of(open);
        found.ifPresent(it -> {
            it.refused().forEach((chain, why) -> refused.refuse(chain, why, now));
            it.unknown().forEach(chain -> refused.doubt(chain, "among chains of which some are refused", now));
        });
        return found.isPresent() && !found.get().refused().isEmpty();
    }

    /// Looks whether it still is as it was written, and writes it anew if not. What was not, and is again; what went
    /// wrong, if anything did.
    Verified verify(Instant now) {
        if (known == null) {
            return Verified.NOTHING;
        }
        var reader = new OwnChainsReader();
        var exit = iptables.save(renderer.version(), table, reader);
        if (!exit.ok()) {
            return new Verified(List.of(), unreadable(exit));
        }
        var read = reader.of(table);
        var damage =
                known.damage(read).stream().filter(name -> !held.contains(name)).toList();
        known = read.without(damage);
        boolean isWhole = damage.isEmpty() && held.isEmpty();
        held.clear();
        var failure = isWhole ? Optional.<String>empty() : end(write(attempt(now)), now);
        return new Verified(
                failure.isPresent() || damage.isEmpty()
                        ? List.of()
                        : List.of(new Writer.Repair(name(), damage, damage.size())),
                failure);
    }

    private Optional<String> unreadable(Exit exit) {
        return Optional.of("reading " + name() + ": " + exit.why());
    }

    private String name() {
        return "the " + table.text() + " table of IPv" + renderer.version().number();
    }
}
