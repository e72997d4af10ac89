package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.RawWire;
import io.margay.model.net.Protocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends packets that begin connections, many at a time, and sees which of them arrive. A packet that does not arrive
/// costs no time of its own. Used by one thread.
///
/// Each packet has a source port (an identifier, for ICMP) that was not used lately, of those that no rule of the
/// random generator tells apart from the one that its shot names.
public final class Prober implements AutoCloseable {
    /// One packet.
    public static final class Flight {
        private final int id;
        private final Shot shot;
        private final long sentAt;
        private long seenAt;

        private Flight(int id, Shot shot, long sentAt) {
            this.id = id;
            this.shot = shot;
            this.sentAt = sentAt;
        }

        public Shot shot() {
            return shot;
        }

        /// When it was about to be sent, in the nanoseconds of this JVM.
        public long sentAt() {
            return sentAt;
        }

        public boolean isSeen() {
            return seenAt != 0;
        }

        /// When it was read at its end, some time after it arrived there; 0 if it was not.
        public long seenAt() {
            return seenAt;
        }
    }

    private static final List<Protocol> PROTOCOLS =
            List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP, Protocol.ICMPV6);
    /// So many are sent before those that came are read.
    private static final int BURST = 32;
    private static final Duration NO_WAIT = Duration.ZERO;
    /// The longest that a packet may take; those that arrive take some microseconds.
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /// So long after the last packet nothing more is to come.
    private static final Duration QUIET = Duration.ofMillis(10);

    private final RawWire wire;
    private final Map<Integer, Flight> flying = new HashMap<>();
    private int lastId;
    private long stray;

    public Prober(Topology topology) {
        wire = RawWire.open(topology.sites().stream().map(Site::netns).toList(), PROTOCOLS);
    }

    /// Sends one packet.
    public Flight fire(Shot shot) {
        int id = ++lastId;
        var packet = ShotPacket.of(shot, id, fresh(shot, id));
        var flight = new Flight(id, shot, System.nanoTime());
        flying.put(id, flight);
        // What the sender's own stack refuses does not arrive either.
        boolean _ = wire.send(shot.from().number(), shot.to().address(shot.version()), packet);
        return flight;
    }

    /// Reads what has come; waits for the first, no longer than `patience`.
    public boolean hear(Duration patience) {
        return wire.hear(patience, this::heard);
    }

    /// A packet is waited for no more.
    public void forget(Flight flight) {
        flying.remove(flight.id);
    }

    /// How many packets came that were no longer waited for, or at another end than theirs.
    long stray() {
        return stray;
    }

    /// Sends a packet of each of these kinds; which of them arrived.
    ///
    /// @param expected those that are waited for; for others, only until it is quiet
    public BitSet round(List<Shot> shots, BitSet expected) {
        var flights = new ArrayList<Flight>();
        for (var shot : shots) {
            flights.add(fire(shot));
            if (flights.size() % BURST == 0) {
                hear(NO_WAIT);
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!haveCome(flights, expected) && System.nanoTime() < deadline) {
            hear(QUIET);
        }
        while (hear(QUIET)) {
            // Until it is quiet.
            assertThat(System.nanoTime()).as("it is never quiet").isLessThan(deadline + PATIENCE.toNanos());
        }
        var seen = new BitSet();
        for (int i = 0; i < flights.size(); i++) {
            seen.set(i, flights.get(i).isSeen());
        }
        flying.clear();
        return seen;
    }

    private static boolean haveCome(List<Flight> flights, BitSet expected) {
        return expected.stream().allMatch(i -> flights.get(i).isSeen());
    }

    /// Sends packets of these kinds until all arrive: neighbours know each other then.
    public void warmUp(Collection<Shot> shots) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var rest = List.copyOf(shots);
        while (!rest.isEmpty()) {
            assertThat(System.nanoTime())
                    .as("packets do not arrive without rules: %s", rest)
                    .isLessThan(deadline);
            var seen = round(rest, new BitSet());
            rest = missing(rest, seen);
        }
    }

    private static List<Shot> missing(List<Shot> shots, BitSet seen) {
        var missing = new ArrayList<Shot>();
        for (int i = 0; i < shots.size(); i++) {
            if (!seen.get(i)) {
                missing.add(shots.get(i));
            }
        }
        return missing;
    }

    private void heard(int place, Protocol protocol, ByteBuffer payload) {
        ShotPacket.id(protocol, payload).ifPresent(id -> {
            var flight = flying.get(id);
            if (flight != null && flight.shot.to().number() == place) {
                flight.seenAt = System.nanoTime();
            } else {
                stray++;
            }
        });
    }

    private static int fresh(Shot shot, int id) {
        return switch (shot.transport().sourcePort()) {
            case Topology.HIGH_SOURCE -> 10_000 + id % 55_000;
            case Topology.MIDDLE_SOURCE -> 1_100 + id % 6_900;
            case Topology.LOW_SOURCE -> 450 + id % 550;
            case -1 -> id & 0xffff;
            default -> shot.transport().sourcePort();
        };
    }

    @Override
    public void close() {
        wire.close();
    }
}
