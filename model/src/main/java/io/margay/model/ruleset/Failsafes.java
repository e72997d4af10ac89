package io.margay.model.ruleset;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Ports of host endpoints that stay open whatever policies say, so that no policy locks its author out. The same for
/// whoever judges packets and whoever writes kernels.
///
/// Source: `docs/semantics.md`, "Host endpoints".
public record Failsafes(List<Failsafe> ingress, List<Failsafe> egress) {
    /// One of them: a destination port.
    ///
    /// @param peers who may use it; empty: anybody
    /// @param what what it is for; empty where nobody says
    public record Failsafe(Protocol protocol, int port, List<Cidr> peers, String what) {
        private static final Map<String, Protocol> PROTOCOLS =
                Map.of("tcp", Protocol.TCP, "udp", Protocol.UDP, "sctp", Protocol.SCTP);
        private static final Pattern TEXT =
                Pattern.compile("(tcp|udp|sctp):(?:\\[?([0-9A-Fa-f.:/]+?)\\]?:)?(\\d{1,5})");

        public Failsafe {
            peers = List.copyOf(peers);
        }

        /// What `tcp:22`, `tcp:10.0.0.0/8:22` or `udp:[fd00::/8]:68` says; empty if that is no failsafe. Source:
        /// Calico's
        /// `failsafeInboundHostPorts`.
        public static Optional<Failsafe> parse(String text) {
            var parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!parts.matches()) {
                return Optional.empty();
            }
            var net = Optional.ofNullable(parts.group(2));
            var peers = net.flatMap(Cidr::parse);
            var port = PortRange.parse(parts.group(3));
            if (port.isEmpty() || peers.isEmpty() != net.isEmpty()) {
                return Optional.empty();
            }
            var protocol = Objects.requireNonNull(PROTOCOLS.get(parts.group(1)));
            return Optional.of(of(protocol, port.get().first(), peers.stream().toList()));
        }

        private static Failsafe of(Protocol protocol, int port, List<Cidr> peers) {
            var what = Stream.concat(CALICO.ingress.stream(), CALICO.egress.stream())
                    .filter(known -> known.port == port && known.protocol.equals(protocol))
                    .map(Failsafe::what)
                    .findFirst();
            return new Failsafe(protocol, port, peers, what.orElse(""));
        }

        /// The same, for something else.
        public Failsafe called(String purpose) {
            return new Failsafe(protocol, port, peers, purpose);
        }

        boolean isFor(Protocol packets, int packetPort, Ip peer) {
            return protocol.equals(packets)
                    && port == packetPort
                    && (peers.isEmpty() || peers.stream().anyMatch(net -> net.contains(peer)));
        }

        /// `TCP 22 (SSH)`.
        @Override
        public String toString() {
            return protocol + " " + port + (what.isEmpty() ? "" : " (" + what + ")");
        }
    }

    private static final List<Failsafe> BOTH_WAYS = List.of(
            tcp(179, "BGP"),
            tcp(2379, "etcd"),
            tcp(2380, "etcd"),
            tcp(5473, "Typha"),
            tcp(6443, "Kubernetes API"),
            tcp(6666, "etcd"),
            tcp(6667, "etcd"));

    /// Calico's.
    public static final Failsafes CALICO = new Failsafes(
                    List.of(tcp(22, "SSH"), udp(68, "DHCP")), List.of(udp(53, "DNS"), udp(67, "DHCP")))
            .and(new Failsafes(BOTH_WAYS, BOTH_WAYS));

    public Failsafes {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    /// These and others.
    public Failsafes and(Failsafes others) {
        return new Failsafes(join(ingress, others.ingress), join(egress, others.egress));
    }

    /// Those of a direction.
    public List<Failsafe> of(Direction direction) {
        return direction == Direction.INGRESS ? ingress : egress;
    }

    /// The first that a packet falls under.
    ///
    /// @param port the destination's
    public Optional<Failsafe> of(Direction direction, Protocol protocol, int port, Ip peer) {
        return of(direction).stream()
                .filter(failsafe -> failsafe.isFor(protocol, port, peer))
                .findFirst();
    }

    private static List<Failsafe> join(List<Failsafe> some, List<Failsafe> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static Failsafe tcp(int port, String what) {
        return new Failsafe(Protocol.TCP, port, List.of(), what);
    }

    private static Failsafe udp(int port, String what) {
        return new Failsafe(Protocol.UDP, port, List.of(), what);
    }
}
