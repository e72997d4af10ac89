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
/// @param uid a number for metadata.uid, which tells it from others of its name, see [#uid(String)]; 0: none is written
public record Pod(
        Metadata metadata,
        String nodeName,
        String serviceAccount,
        boolean hostNetwork,
        Phase phase,
        List<Ip> ips,
        List<NamedPort> ports,
        long uid)
        implements Resource {
    // Of FNV-1a.
    private static final long BASIS = 0xcbf2_9ce4_8422_2325L;
    private static final long PRIME = 0x100_0000_01b3L;

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

    /// The number for a metadata.uid; 0 for an empty one, and for no other. Equal in every process.
    public static long uid(String text) {
        long hash = text.isEmpty() ? 0 : BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash == 0 && !text.isEmpty() ? 1 : hash;
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
