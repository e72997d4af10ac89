package io.margay.wire;

import java.util.List;

/// What a host says.
public sealed interface FromHost {
    /// The first message of a stream.
    ///
    /// @param incarnation of the shard that said what the host holds; 0: it holds nothing, or does not know
    /// @param revision the one that the host holds; 0: nothing
    record Hello(String node, long incarnation, long revision) implements FromHost {}

    /// It enforces a revision.
    record Enforced(long revision) implements FromHost {}

    /// It could not take a revision on, and stays with the one before.
    record Failed(long revision, String why) implements FromHost {}

    /// How it stands: said when a stream begins, and when it becomes another.
    ///
    /// @param revision the one that the kernel holds; 0: nothing yet
    /// @param seconds for how long it has, when this is said
    /// @param isReleased whether all of the host is out of Margay's way
    /// @param released endpoints that are, by name
    /// @param failing what the kernel refuses by itself, so that it stands closed
    /// @param repaired how many changes of others were undone since the agent began
    record Standing(
            long revision,
            long seconds,
            boolean isReleased,
            Some<String> released,
            Some<Refused> failing,
            long repaired)
            implements FromHost {}

    /// How many there are, and the first of them: a message has an end.
    record Some<T>(int count, List<T> first) {
        /// The most that are named.
        public static final int MOST = 40;

        public Some {
            first = List.copyOf(first);
        }

        /// Of all these.
        public static <T> Some<T> of(List<T> all) {
            return new Some<>(all.size(), all.subList(0, Math.min(MOST, all.size())));
        }
    }

    /// What the kernel refuses.
    record Refused(String what, String why) {
        private static final int MOST = 300;

        public Refused {
            what = cut(what);
            why = cut(why);
        }

        private static String cut(String text) {
            return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…";
        }
    }

    /// Something of a later release, which means nothing here.
    record Unknown() implements FromHost {}
}
