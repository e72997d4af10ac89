package io.margay.cli.server;

import io.margay.wire.FromHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The hosts of an engine: the one stream of each node, and how each host stands, as it said last. For any thread.
///
/// A stream that begins ends the one that the node had, so that no host waits for what another is told.
final class HostRoll {
    /// A host's stream, of whatever transport.
    interface Stream {
        /// Ends it, from any thread.
        ///
        /// @param why empty where there is nothing to say about it
        void end(String why);

        /// What the host has not answered yet.
        Unanswered unanswered();

        /// How many messages wait here to be read by the host.
        int waiting();
    }

    /// How a host stands.
    ///
    /// @param since when its stream began or ended
    /// @param revision that it enforces, as far as it said; 0: nothing yet
    /// @param enforced since when
    /// @param failed why it lacks what it was told last; empty: it does not
    /// @param said what else it said; null: nothing
    record State(
            boolean isConnected,
            Instant since,
            long revision,
            Instant enforced,
            String failed,
            FromHost.@Nullable Standing said) {
        private State enforces(long now, Instant at) {
            return new State(isConnected, since, now, now == revision ? enforced : at, "", said);
        }

        private State fails(String why) {
            return new State(isConnected, since, revision, enforced, why, said);
        }

        private State stands(FromHost.Standing now, Instant at) {
            return new State(isConnected, since, now.revision(), at.minusSeconds(now.seconds()), failed, now);
        }

        private State isThere(boolean is, Instant at) {
            return new State(is, at, revision, enforced, failed, said);
        }
    }

    /// A host, and its stream.
    ///
    /// @param stream null: it is away
    record Seen(State state, @Nullable Stream stream) {}

    private final InstantSource clock;
    private final HostCounts counts = new HostCounts();
    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();

    HostRoll(InstantSource clock) {
        this.clock = clock;
    }

    /// What is counted of all streams.
    HostCounts counts() {
        return counts;
    }

    /// A node's stream begins.
    void began(String node, Stream stream) {
        Stream before;
        synchronized (this) {
            before = streams.put(node, stream);
            var now = clock.instant();
            states.merge(node, new State(true, now, 0, now, "", null), (known, _) -> known.isThere(true, now));
        }
        counts.streams.increment();
        if (before != null) {
            before.end("another stream of this node began");
        }
    }

    /// A stream ended.
    synchronized void ended(String node, Stream stream) {
        if (streams.remove(node, stream)) {
            states.computeIfPresent(node, (_, known) -> known.isThere(false, clock.instant()));
        }
    }

    /// A host says something on its stream.
    synchronized void said(String node, Stream on, FromHost said) {
        if (!on.equals(streams.get(node))) {
            return;
        }
        var now = clock.instant();
        long time = now.toEpochMilli();
        switch (said) {
            case FromHost.Enforced(var revision) ->
                on.unanswered().answered(revision, time).ifPresent(counts::enforced);
            case FromHost.Failed(var revision, var _) ->
                on.unanswered().answered(revision, time).ifPresent(counts::failed);
            case FromHost.Standing standing -> counts.stands(standing, states.get(node));
            case FromHost.Hello _, FromHost.Unknown _ -> {}
        }
        states.computeIfPresent(node, (_, known) -> switch (said) {
            case FromHost.Enforced(var revision) -> known.enforces(revision, now);
            case FromHost.Failed(var _, var why) -> known.fails(why);
            case FromHost.Standing standing -> known.stands(standing, now);
            case FromHost.Hello _, FromHost.Unknown _ -> known;
        });
    }

    /// How a node's host stands; empty: it never came.
    synchronized Optional<State> state(String node) {
        return Optional.ofNullable(states.get(node));
    }

    /// Since when a node's host has not answered what it was told; empty: it has, or is away.
    synchronized Optional<Instant> unansweredSince(String node) {
        return Optional.ofNullable(streams.get(node))
                .flatMap(stream -> stream.unanswered().since());
    }

    /// All that ever came, by node.
    synchronized Map<String, Seen> seen() {
        var all = new HashMap<String, Seen>();
        states.forEach((node, state) -> all.put(node, new Seen(state, streams.get(node))));
        return all;
    }

    /// How many hosts are connected.
    synchronized int connected() {
        return streams.size();
    }
}
