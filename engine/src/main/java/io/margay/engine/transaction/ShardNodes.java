package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The nodes that a shard tells of its versions: what each was told and said last.
final class ShardNodes {
    /// A node's word, which sets it uses.
    record Use(long sequence, Ints sets) {}

    /// One node.
    static final class Entry {
        final int number;
        final String name;
        boolean subscribed;
        /// Whether its life here is over: its link may not have heard so, and is held back by every version.
        boolean left;
        boolean linkBegins;
        long told;
        long life;
        long epoch;
        long contributed;
        Use use = new Use(0, Ints.NONE);

        @Nullable
        Use waiting;

        /// What is not told yet; nobody changes it but where it is a map of its own.
        private Map<ResourceKey, Integer> identities = Map.of();

        private Entry(int number, String name) {
            this.number = number;
            this.name = name;
        }

        /// Its endpoints have these identities, which it has to be told.
        void identified(Map<ResourceKey, Integer> more) {
            if (identities.isEmpty()) {
                identities = more;
            } else {
                var own = identities instanceof HashMap ? identities : new HashMap<>(identities);
                own.putAll(more);
                identities = own;
            }
        }

        /// The identities to tell; there are none to tell from then on.
        Map<ResourceKey, Integer> taken() {
            var taken = identities;
            identities = Map.of();
            return taken;
        }

        /// The sequence of the last word that was heard.
        long lastUse() {
            return waiting == null ? use.sequence : waiting.sequence;
        }
    }

    private final Map<String, Entry> byName = new HashMap<>();
    private final List<@Nullable Entry> byNumber = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private BitSet concerned = new BitSet();

    /// A node, which is new if it was not known.
    Entry entry(String name) {
        return byName.computeIfAbsent(name, _ -> {
            var entry = new Entry(freeNumber(), name);
            byNumber.set(entry.number, entry);
            return entry;
        });
    }

    /// A node, or null where it is not known.
    @Nullable
    Entry find(String name) {
        return byName.get(name);
    }

    /// The next version has to be told to a node, whatever is in it.
    void concern(Entry entry) {
        concerned.set(entry.number);
    }

    /// The next version has to be told to a node of this name, if there is one.
    void concern(String name) {
        var entry = byName.get(name);
        if (entry != null) {
            concerned.set(entry.number);
        }
    }

    /// The next version has to be told to all.
    void concernAll() {
        byName.values().forEach(this::concern);
    }

    /// The links of a group of hosts begin anew with the next version.
    void beginLinks(HostGroup group) {
        byName.values().stream().filter(entry -> group.has(entry.name)).forEach(entry -> {
            entry.linkBegins = true;
            concern(entry);
        });
    }

    /// Whether there is a node to be told.
    boolean isAnyConcerned() {
        return concerned.stream().mapToObj(byNumber::get).anyMatch(entry -> entry != null && entry.subscribed);
    }

    /// Takes note of each node that said which sets it uses since the last call.
    void forEachWaiting(Consumer<Entry> action) {
        for (int number = concerned.nextSetBit(0); number >= 0; number = concerned.nextSetBit(number + 1)) {
            var entry = byNumber.get(number);
            if (entry != null && entry.waiting != null) {
                action.accept(entry);
            }
        }
    }

    /// Each node that has to be told, and whose host's link begins with that.
    void forEachWithNewLink(Consumer<Entry> action) {
        for (int number = concerned.nextSetBit(0); number >= 0; number = concerned.nextSetBit(number + 1)) {
            var entry = byNumber.get(number);
            if (entry != null && entry.linkBegins && entry.subscribed) {
                action.accept(entry);
            }
        }
    }

    /// Each subscribed node that has to be told, in the order of their numbers; none of them has to be from then
    /// on.
    ///
    /// @return their numbers, and those of nodes that left; nobody else has this object
    BitSet drain(Consumer<Entry> action) {
        var told = concerned;
        concerned = new BitSet();
        for (int number = told.nextSetBit(0); number >= 0; number = told.nextSetBit(number + 1)) {
            var entry = byNumber.get(number);
            if (entry != null && entry.subscribed) {
                action.accept(entry);
            } else if (entry == null || !entry.left) {
                told.clear(number);
            }
        }
        return told;
    }

    private int freeNumber() {
        int free = taken.nextClearBit(0);
        taken.set(free);
        if (free == byNumber.size()) {
            byNumber.add(null);
        }
        return free;
    }
}
