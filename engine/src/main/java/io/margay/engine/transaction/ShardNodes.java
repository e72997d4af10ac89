package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
        long told;
        long life;
        long epoch;
        long contributed;
        Use use = new Use(0, Ints.NONE);

        @Nullable
        Use waiting;

        Map<ResourceKey, Integer> identities = new HashMap<>();

        private Entry(int number, String name) {
            this.number = number;
            this.name = name;
        }

        /// The identities to tell; there are none to tell from then on.
        Map<ResourceKey, Integer> taken() {
            var taken = identities;
            identities = new HashMap<>();
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
    private final BitSet concerned = new BitSet();
    private final BitSet hearing = new BitSet();

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

    /// The next version has to be told to these, for the sake of its log.
    void hear(BitSet nodes) {
        hearing.or(nodes);
    }

    /// The next version has to be told to all.
    void concernAll() {
        byName.values().forEach(this::concern);
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

    /// Each subscribed node that has to be told, in the order of their numbers; none of them has to be from then on.
    ///
    /// @param action told each, and whether it is concerned in more than the log
    void drain(BiConsumer<Entry, Boolean> action) {
        hearing.or(concerned);
        for (int number = hearing.nextSetBit(0); number >= 0; number = hearing.nextSetBit(number + 1)) {
            var entry = byNumber.get(number);
            if (entry != null && entry.subscribed) {
                action.accept(entry, concerned.get(number));
            }
        }
        concerned.clear();
        hearing.clear();
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
