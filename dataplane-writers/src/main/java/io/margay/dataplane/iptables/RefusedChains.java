package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Chains of a table that the kernel refuses: they stand closed, and each is tried again, later and later, or as soon
/// as it is another one.
final class RefusedChains {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /// As many doublings as reach the longest.
    private static final int MOST_DOUBLINGS = 9;

    private record Refused(Chain chain, String why, Instant since, int attempts, Instant next) {
        boolean isDue(Instant now) {
            return now.isAfter(next);
        }
    }

    private final Map<String, Refused> byName = new TreeMap<>();

    /// Forgets those that are not wanted any more, or have become others.
    void keep(Collection<Chain> wanted) {
        if (byName.isEmpty()) {
            return;
        }
        var hashes = wanted.stream().collect(Collectors.toMap(Chain::name, Chain::hash));
        byName.values()
                .removeIf(refused -> !refused.chain()
                        .hash()
                        .equals(hashes.get(refused.chain().name())));
    }

    /// Forgets all.
    void clear() {
        byName.clear();
    }

    /// What is to be written of `wanted` at a time: closed are those that are refused and not to be tried again yet.
    List<Chain> inForce(List<Chain> wanted, Instant now) {
        return byName.isEmpty()
                ? wanted
                : wanted.stream()
                        .map(chain -> isClosed(chain, now) ? chain.closed() : chain)
                        .toList();
    }

    /// Whether a chain stands closed at a time.
    boolean isClosed(Chain chain, Instant now) {
        var refused = byName.get(chain.name());
        return refused != null && !refused.isDue(now);
    }

    /// A chain was refused: it waits twice as long as before.
    void refuse(Chain chain, String why, Instant now) {
        var before = byName.get(chain.name());
        int attempts = before == null ? 1 : before.attempts() + 1;
        put(chain, why, now, attempts, now.plus(wait(attempts)));
    }

    /// Whether a chain is refused could not be found out in time: it is tried again at the next occasion.
    void doubt(Chain chain, String why, Instant now) {
        var before = byName.get(chain.name());
        put(chain, why, now, before == null ? 0 : before.attempts(), now);
    }

    // breaks Parameters: all that is known of one
    private void put(Chain chain, String why, Instant now, int attempts, Instant next) {
        var before = byName.get(chain.name());
        var since = before == null ? now : before.since();
        byName.put(chain.name(), new Refused(chain, why, since, attempts, next));
    }

    private static Duration wait(int attempts) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /// All that were to be written at a time were: those that were due are refused no more.
    void written(Instant now) {
        byName.values().removeIf(refused -> refused.isDue(now));
    }

    /// Whose chains stand closed.
    Set<String> owners() {
        return byName.values().stream().map(refused -> refused.chain().whose()).collect(Collectors.toSet());
    }

    /// Whether one is to be tried again.
    boolean isAnyDue(Instant now) {
        return byName.values().stream().anyMatch(refused -> refused.isDue(now));
    }

    /// Those that stand closed.
    ///
    /// @param what says whose a chain is
    List<Writer.Failing> failing(Function<Chain, String> what) {
        return byName.values().stream()
                .map(refused ->
                        new Writer.Failing(what.apply(refused.chain()), refused.why(), refused.since(), refused.next()))
                .toList();
    }
}
