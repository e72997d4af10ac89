package io.margay.engine.simulation;

import io.margay.engine.identity.Contribution;
import io.margay.engine.transaction.HostAdvance;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A fault of the engine, as others would see it in its messages: to show that the simulation would find it.
final class Planted {
    /// What is wrong.
    enum Fault {
        NONE,
        /// The number of a set that nobody uses any more is given to another.
        REUSED_NUMBER,
        /// A shard takes what an earlier life of a node says late.
        DROPPED_EPOCH_CHECK,
        /// What a host should be told last it is told first: its own sets before what the log says of them.
        SWAPPED_ORDER,
        /// A shard waits for no node before it serves.
        SERVED_EARLY,
        /// Addresses that an identity no longer has are not said.
        LOST_RETRACTION,
        /// That owners of addresses ended is not said.
        LOST_END,
        /// A host is told a version that concerns its node before the node has offered what it needs then.
        SENT_EARLY
    }

    private record Life(long epoch, long sequence) {}

    private final Fault fault;
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<Long, Reuse> reuses = new HashMap<>();

    Planted(Fault fault) {
        this.fault = fault;
    }

    /// What a shard makes of a contribution.
    Contribution contribution(int shard, Contribution it) {
        var name = shard + " " + it.contributor();
        var known = lives.get(name);
        if (fault == Fault.DROPPED_EPOCH_CHECK && it.whole() && known != null && it.epoch() < known.epoch) {
            return new Contribution(
                    it.contributor(),
                    known.epoch,
                    known.sequence,
                    it.revision(),
                    true,
                    it.claims(),
                    it.gone(),
                    it.digest());
        }
        if (known == null || known.epoch <= it.epoch()) {
            lives.put(name, new Life(it.epoch(), it.sequence()));
        }
        return it;
    }

    /// For whom a shard waits.
    Map<String, Long> due(Map<String, Long> due) {
        return fault == Fault.SERVED_EARLY ? Map.of() : due;
    }

    /// What hosts' links are told of a version.
    HostAdvance advance(HostAdvance it) {
        return fault == Fault.SENT_EARLY ? new HostAdvance(it.view(), it.links(), new BitSet(), it.log()) : it;
    }

    /// What a host is told.
    Update update(Update update) {
        var parts = new ArrayList<>(update.parts());
        switch (fault) {
            case REUSED_NUMBER -> {
                var reuse = reuses.computeIfAbsent(update.incarnation(), _ -> new Reuse());
                parts.replaceAll(shared -> Shared.of(reuse.renumber(shared.part())));
            }
            case SWAPPED_ORDER -> Collections.reverse(parts);
            case LOST_RETRACTION -> parts.replaceAll(shared -> Shared.of(withoutRetraction(shared.part())));
            case LOST_END -> parts.replaceAll(shared -> Shared.of(withoutEnds(shared.part())));
            case NONE, DROPPED_EPOCH_CHECK, SERVED_EARLY, SENT_EARLY -> {
                return update;
            }
        }
        return new Update(update.node(), update.incarnation(), update.base(), update.revision(), update.all(), parts);
    }

    private static Part withoutEnds(Part part) {
        return part instanceof Part.Moves(var moves, var _) ? new Part.Moves(moves) : part;
    }

    private static Part withoutRetraction(Part part) {
        return part instanceof Part.Moves(var moves, var ended)
                ? new Part.Moves(
                        moves.stream()
                                .map(it -> new Part.Move(
                                        it.identity(),
                                        it.whole(),
                                        it.ports(),
                                        it.added(),
                                        List.of(),
                                        it.joined(),
                                        it.left()))
                                .toList(),
                        ended)
                : part;
    }

    /// Numbers of sets, the lowest free first.
    private static final class Reuse {
        private final Map<Integer, Integer> renumbered = new HashMap<>();
        private final TreeSet<Integer> given = new TreeSet<>();

        Part renumber(Part part) {
            return switch (part) {
                case Part.Moves(var moves, var ended) ->
                    new Part.Moves(
                            moves.stream()
                                    .map(it -> new Part.Move(
                                            it.identity(),
                                            it.whole(),
                                            it.ports(),
                                            it.added(),
                                            it.removed(),
                                            renumber(it.joined()),
                                            renumber(it.left())))
                                    .toList(),
                            ended);
                case Part.MemberChange(int set, var added, var removed) ->
                    new Part.MemberChange(renumber(set), added, removed);
                case Part.SetContents(int set, var definition, RoaringBitmap identities, var members) ->
                    new Part.SetContents(renumber(set), definition, identities, members);
                case Part.Gone gone -> {
                    var sets = renumber(gone.sets());
                    gone.sets().forEach(this::free);
                    yield new Part.Gone(sets, gone.policies(), gone.profiles(), gone.endpoints());
                }
                case Part.Identities _, Part.PolicyContents _, Part.ProfileContents _, Part.EndpointContents _ -> part;
            };
        }

        private Ints renumber(Ints sets) {
            var numbers = new int[sets.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = renumber(sets.get(i));
            }
            return Ints.of(numbers);
        }

        private int renumber(int set) {
            return Objects.requireNonNull(renumbered.computeIfAbsent(set, _ -> lowestFree()));
        }

        private int lowestFree() {
            int free = 0;
            while (given.contains(free)) {
                free++;
            }
            given.add(free);
            return free;
        }

        /// One host says that it is gone; another may still have it.
        private void free(int set) {
            @Nullable Integer number = renumbered.remove(set);
            if (number != null) {
                given.remove(number);
            }
        }
    }
}
