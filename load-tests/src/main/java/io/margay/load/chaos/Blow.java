package io.margay.load.chaos;

import java.time.Duration;
import java.util.Locale;

/// Something that goes wrong, and is put right after some time.
///
/// @param at from the first change on
/// @param number of the member or host
/// @param lasts how long
record Blow(Duration at, Kind kind, int number, Duration lasts) {
    /// What goes wrong.
    enum Kind {
        MEMBER_KILLED("member %d is killed, and started again after %s"),
        MEMBER_PAUSED("member %d stands still for %s"),
        STREAMS_CUT("all streams to member %d are cut, and no new ones get through for %s"),
        STREAMS_SLOW("streams to member %d are slow for %s"),
        DATABASE_KILLED("the database is killed, and started again after %2$s"),
        HOST_KILLED("host %d loses all that it holds, and comes back after %s"),
        HOST_AWAY("host %d is away for %s");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// Whether it befalls a host.
        boolean isOfHost() {
            return this == HOST_KILLED || this == HOST_AWAY;
        }
    }

    /// When it is put right.
    Duration end() {
        return at.plus(lasts);
    }

    /// For people.
    String words() {
        int shown = kind.isOfHost() ? number : number + 1;
        return at.toMillis() / 1000 + " s: " + String.format(Locale.ROOT, kind.words, shown, lasts.toMillis() + " ms");
    }
}
