package io.margay.engine.verdict;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Direction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ports of host endpoints that stay open whatever policies say, so that no policy locks its author out.
///
/// Source: `docs/semantics.md`, "Host endpoints".
public record Failsafes(List<Failsafe> ingress, List<Failsafe> egress) {
    /// One of them: a destination port.
    ///
    /// @param peers who may use it; empty: anybody
    /// @param what what it is for
    public record Failsafe(Protocol protocol, int port, List<Cidr> peers, String what) {
        public Failsafe {
            peers = List.copyOf(peers);
        }

        boolean isFor(Transport transport, Ip peer) {
            return protocol.equals(transport.protocol())
                    && port == transport.port()
                    && (peers.isEmpty() || peers.stream().anyMatch(net -> net.contains(peer)));
        }

        /// `TCP 22 (SSH)`.
        @Override
        public String toString() {
            return protocol + " " + port + " (" + what + ")";
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

    /// The first that a packet falls under.
    public Optional<Failsafe> of(Direction direction, Transport transport, Ip peer) {
        var all = direction == Direction.INGRESS ? ingress : egress;
        return all.stream().filter(failsafe -> failsafe.isFor(transport, peer)).findFirst();
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
