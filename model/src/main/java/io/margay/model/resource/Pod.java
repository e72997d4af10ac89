package io.margay.model.resource;

import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import java.util.List;

/// A v1 Pod, as far as policy goes.
///
/// @param nodeName empty while it is not scheduled
/// @param serviceAccount its account's name; empty where none is written
/// @param ips its addresses, in the order of status.podIPs (else the one podIP); none yet is normal
/// @param ports the named ports of its containers, then of its init containers, in order
public record Pod(
        Metadata metadata,
        String nodeName,
        String serviceAccount,
        boolean hostNetwork,
        Phase phase,
        List<Ip> ips,
        List<NamedPort> ports)
        implements Resource {
    /// status.phase; UNKNOWN where it is absent or another word.
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    public Pod {
        ips = List.copyOf(ips);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.POD;
    }

    /// Whether it has ended, so that its addresses are no longer its own.
    public boolean finished() {
        return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
    }

    /// Whether it is a workload endpoint: on a node, with a network of its own, and not ended.
    public boolean isEndpoint() {
        return !hostNetwork && !nodeName.isEmpty() && !finished();
    }
}
