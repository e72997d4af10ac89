package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.plan.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sets that do not hold what they should, since the kernel refused something. A chain that could let somebody through
/// for it is closed. They are put right when they are told again what to hold.
final class RefusedSets {
    /// What is wrong with one.
    ///
    /// @param mayHoldMore whether it may hold what it should not; it may always hold less
    private record Refused(String why, boolean mayHoldMore, Instant since) {}

    private final Map<String, Refused> byName = new TreeMap<>();
    private boolean isChanged;

    /// Whether a refusal is about one set, and others may do.
    static boolean isOfOne(Refusal refusal) {
        return switch (refusal.reason()) {
            case NO_ACCESS, NO_ANSWER, UNSUPPORTED, FLOW_HELD -> false;
            case NO_SUCH_SET,
                    SET_EXISTS,
                    SET_IN_USE,
                    SET_FULL,
                    TOO_MANY_SETS,
                    UNKNOWN_TYPE,
                    OTHER_TYPE,
                    MEMBER_EXISTS,
                    NO_SUCH_MEMBER,
                    BAD_MEMBER,
                    WRONG_VERSION,
                    NO_MEMORY,
                    OTHER -> true;
        };
    }

    /// A change was refused, or part of it.
    void refused(String name, Refusal why, boolean mayHoldMore, Instant now) {
        var before = byName.get(name);
        remains(name, why, mayHoldMore || (before != null && before.mayHoldMore), now);
    }

    /// All that it should hold was told, and not all of it was taken.
    void remains(String name, Refusal why, boolean mayHoldMore, Instant now) {
        var before = byName.get(name);
        put(name, new Refused(why.why(), mayHoldMore, before == null ? now : before.since));
    }

    /// It holds what it should, or is gone.
    void right(String name) {
        put(name, null);
    }

    private void put(String name, @Nullable Refused now) {
        var before = now == null ? byName.remove(name) : byName.put(name, now);
        isChanged |= !Objects.equals(before, now);
    }

    /// Whether a set does not hold what it should.
    boolean isRefused(String name) {
        return byName.containsKey(name);
    }

    /// Those that do not hold what they should.
    Set<String> names() {
        return byName.keySet();
    }

    /// Whether another answer may be due for a chain than when this was last asked.
    boolean takeChanged() {
        boolean was = isChanged;
        isChanged = false;
        return was;
    }

    /// These chains; in the place of each that could let somebody through who may not come, one that drops.
    List<Chain> inForce(List<Chain> wanted) {
        return byName.isEmpty()
                ? wanted
                : wanted.stream()
                        .map(chain -> closes(chain) ? chain.closed() : chain)
                        .toList();
    }

    private boolean closes(Chain chain) {
        return !chain.whose().isEmpty()
                && byName.entrySet().stream()
                        .anyMatch(entry -> chain.opens(entry.getKey(), entry.getValue().mayHoldMore));
    }

    /// What a chain's owner should know, if it looks into one of these.
    ///
    /// @param what the owner
    /// @param next when the set is looked at again, at the latest
    Optional<Writer.Failing> failing(Chain chain, String what, Instant next) {
        return byName.entrySet().stream()
                .filter(entry -> !chain.whose().isEmpty() && chain.looksInto(entry.getKey()))
                .map(Map.Entry::getValue)
                .map(set -> new Writer.Failing(
                        what, set.why + (closes(chain) ? "" : "; meanwhile it allows less"), set.since, next))
                .findFirst();
    }
}
