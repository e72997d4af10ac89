package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowKey;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Netns;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.Optional;
import java.util.function.Predicate;

/// What is said to connection tracking through two sockets: the table is told on one, flows are changed on the other
/// meanwhile.
///
/// Source: `linux/netfilter/nfnetlink_conntrack.h`.
final class ConntrackSession implements AutoCloseable {
    /// The number of connection tracking among the parts of netfilter.
    static final int CONNTRACK = 1;

    private static final int GET = 1;
    private static final int NF_TABLES = 10;
    private static final int GET_FLOW_TABLES = 23;

    /// What a look at the table does with a flow.
    interface Sink {
        void hear(FlowView flow) throws NetlinkFailure;
    }

    private final NetlinkSocket telling;
    private final NetlinkSocket changing;

    private ConntrackSession(NetlinkSocket telling, NetlinkSocket changing) {
        this.telling = telling;
        this.changing = changing;
    }

    /// A session in a network namespace.
    ///
    /// Errors: `NetlinkFailure` without the right to it.
    static ConntrackSession open(Netns netns) throws NetlinkFailure {
        var telling = NetlinkSocket.open(netns);
        try {
            return new ConntrackSession(telling, NetlinkSocket.open(netns));
        } catch (NetlinkFailure e) {
            telling.close();
            throw e;
        }
    }

    static int family(IpVersion version) {
        return version == IpVersion.V4 ? SetReader.FAMILY_V4 : SetReader.FAMILY_V6;
    }

    /// Tells flows.
    Optional<Rejection> list(Conntrack.Filter filter, Sink into) throws NetlinkFailure {
        var out = telling.begin(CONNTRACK << Byte.SIZE | GET, NetlinkSocket.DUMP);
        out.family(family(filter.version()));
        if (filter.mark().mask() != 0) {
            out.u32(FlowView.MARK, filter.mark().value());
            out.u32(FlowView.MARK_MASK, filter.mark().mask());
        }
        out.end();
        var flow = new FlowView(filter.version());
        return telling.send("list flows", (bytes, from, to) -> {
            flow.read(bytes, from, to);
            into.hear(flow);
        });
    }

    /// Deletes one flow.
    Optional<Rejection> delete(FlowKey flow) throws NetlinkFailure {
        var batch = deleting();
        batch.add(flow);
        return batch.finish();
    }

    /// Deletes all flows of an address, which the kernel looks for.
    Optional<Rejection> delete(Ip address) throws NetlinkFailure {
        for (var end : FlowEnd.values()) {
            end.delete(changing, address);
        }
        return changing.send("delete flows of an address", (_, _, _) -> {});
    }

    /// Whether there may be flows in flow tables, which the kernel leaves out without a word when it looks itself.
    boolean mayHoldFlows() throws NetlinkFailure {
        boolean[] isAny = new boolean[1];
        telling.begin(NF_TABLES << Byte.SIZE | GET_FLOW_TABLES, NetlinkSocket.DUMP)
                .end();
        var refused = telling.send("list flow tables", (_, _, _) -> isAny[0] = true);
        return isAny[0] || refused.isPresent();
    }

    FlowBatch deleting() {
        return FlowBatch.deleting(changing);
    }

    FlowBatch marking(FlowMark mark) {
        return FlowBatch.marking(changing, mark);
    }

    /// Changes flows while they are told; the first refusal of all.
    Optional<Rejection> change(Conntrack.Filter filter, Predicate<Flow> which, FlowBatch batch) throws NetlinkFailure {
        var untold = list(filter, flow -> {
            // An older kernel leaves a filter that it does not know aside.
            if (filter.mark().isIn(flow.mark()) && which.test(flow)) {
                batch.add(flow);
            }
        });
        var unchanged = batch.finish();
        return untold.or(() -> unchanged);
    }

    @Override
    public void close() {
        telling.close();
        changing.close();
    }
}
