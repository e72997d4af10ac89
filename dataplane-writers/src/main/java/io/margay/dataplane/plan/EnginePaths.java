package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Failsafes.Failsafe;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Where this host finds its engine, as far as it has gone there: no policy of a host endpoint may cut the host off
/// from
/// who would tell it of a better one. For any thread.
public final class EnginePaths {
    /// More than an engine has members. The oldest is forgotten: members come and go.
    private static final int MOST = 64;

    private static final Comparator<Failsafe> IN_ORDER = Comparator.<Failsafe, Cidr>comparing(
                    path -> path.peers().getFirst())
            .thenComparingInt(Failsafe::port);

    /// Those gone to last are last.
    private final SequencedSet<Failsafe> paths = new LinkedHashSet<>();

    private volatile List<Failsafe> latest = List.of();

    /// This host goes there now.
    ///
    /// @param port of TCP
    public synchronized void to(InetAddress address, int port) {
        var ip = Ip.ofBytes(address.getAddress());
        paths.addLast(new Failsafe(Protocol.TCP, port, List.of(Cidr.of(ip)), "Margay"));
        if (paths.size() > MOST) {
            paths.removeFirst();
        }
        // In an order that no other way back changes.
        latest = paths.stream().sorted(IN_ORDER).toList();
    }

    /// The ways out that stay open.
    public List<Failsafe> egress() {
        return latest;
    }
}
