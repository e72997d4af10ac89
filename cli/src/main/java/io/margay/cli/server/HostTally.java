package io.margay.cli.server;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How many hosts of a member are how. Cost: a look at each.
final class HostTally {
    /// How a host is; the first that is so counts.
    enum How {
        /// Its node lives here, and it is not connected; perhaps it never was.
        AWAY,
        /// It could not take on what it was told, or its kernel refuses something, which stands closed.
        FAILING,
        /// It has not answered what it was told for too long.
        LAGGING,
        /// Margay is taken out of the way of the host, or of some of its endpoints.
        RELEASED,
        /// It is there, and none of these.
        CONNECTED;

        /// As metrics call it.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One host.
    ///
    /// @param unanswered for so many milliseconds
    /// @param drift what it repaired since its agent began
    record One(How how, long unanswered, long failing, long drift) {}

    private final Map<How, Integer> hosts = new EnumMap<>(How.class);
    private final long now;
    private final Duration laggingAfter;
    private long unanswered;
    private long longest;
    private long waiting;
    private long failing;
    private long released;

    private HostTally(long now, Duration laggingAfter) {
        this.now = now;
        this.laggingAfter = laggingAfter;
    }

    /// That of these.
    ///
    /// @param here the nodes that live on this member
    /// @param now in milliseconds of the epoch
    static HostTally of(Map<String, HostRoll.Seen> seen, Set<String> here, long now, Duration laggingAfter) {
        var tally = new HostTally(now, laggingAfter);
        seen.forEach((node, host) -> {
            if (host.stream() != null || here.contains(node)) {
                tally.add(host);
            }
        });
        long never = here.stream().filter(node -> !seen.containsKey(node)).count();
        tally.hosts.merge(How.AWAY, (int) never, Integer::sum);
        return tally;
    }

    /// How many are so.
    int hosts(How how) {
        return hosts.getOrDefault(how, 0);
    }

    /// How many have not answered what they were told.
    long unanswered() {
        return unanswered;
    }

    /// For how long the one has not that has not for longest, in milliseconds.
    long longestUnanswered() {
        return longest;
    }

    /// How many messages wait to be read by hosts.
    long waiting() {
        return waiting;
    }

    /// How many objects kernels refuse.
    long failing() {
        return failing;
    }

    /// How much is released: hosts and endpoints.
    long released() {
        return released;
    }

    /// What there is to say of a host.
    static One one(HostRoll.Seen host, long now, Duration laggingAfter) {
        var said = host.state().said();
        return new One(
                how(host, now, laggingAfter),
                unanswered(host.stream(), now),
                said == null ? 0 : said.failing().count(),
                said == null ? 0 : said.repaired());
    }

    private static How how(HostRoll.Seen host, long now, Duration laggingAfter) {
        if (host.stream() == null) {
            return How.AWAY;
        }
        var said = host.state().said();
        if (!host.state().failed().isEmpty() || (said != null && said.failing().count() > 0)) {
            return How.FAILING;
        }
        if (unanswered(host.stream(), now) > laggingAfter.toMillis()) {
            return How.LAGGING;
        }
        return releases(host.state()) > 0 ? How.RELEASED : How.CONNECTED;
    }

    private void add(HostRoll.Seen host) {
        var one = one(host, now, laggingAfter);
        hosts.merge(one.how, 1, Integer::sum);
        unanswered += one.unanswered > 0 ? 1 : 0;
        longest = Math.max(longest, one.unanswered);
        failing += one.failing;
        released += releases(host.state());
        var stream = host.stream();
        waiting += stream == null ? 0 : stream.waiting();
    }

    private static long unanswered(HostRoll.@Nullable Stream stream, long now) {
        return stream == null ? 0 : stream.unanswered().millis(now);
    }

    private static long releases(HostRoll.State state) {
        var said = state.said();
        return said == null ? 0 : said.released().count() + (said.isReleased() ? 1 : 0);
    }
}
