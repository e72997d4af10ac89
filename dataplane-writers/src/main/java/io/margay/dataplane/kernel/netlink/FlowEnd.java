package io.margay.dataplane.kernel.netlink;

import io.margay.model.net.Ip;

/// Where an address stands in a flow, and how the kernel is asked to delete all flows that have it there.
///
/// ```text
/// DELETE │ ORIGINAL or REPLY: only an address │ FILTER: which fields of ORIGINAL, of REPLY │
/// ```
/// There is always an address, and no protocol beside it: a kernel that does not know such a filter (before 6.11) takes
/// the message for one about a single flow, and refuses it.
///
/// Source: `linux/netfilter/nfnetlink_conntrack.h`.
enum FlowEnd {
    ORIGINAL_SOURCE(FlowView.ORIGINAL, true),
    ORIGINAL_DESTINATION(FlowView.ORIGINAL, false),
    REPLY_SOURCE(FlowView.REPLY, true),
    REPLY_DESTINATION(FlowView.REPLY, false);

    private static final int DELETE = 2;
    private static final int FILTER = 25;
    private static final int OF_ORIGINAL = 1;
    private static final int OF_REPLY = 2;
    private static final int SOURCE_FLAG = 1;
    private static final int DESTINATION_FLAG = 1 << 1;

    private final int tuple;
    private final boolean isSource;

    FlowEnd(int tuple, boolean isSource) {
        this.tuple = tuple;
        this.isSource = isSource;
    }

    /// Begins and ends a message that deletes the flows, in every zone, of which `address` is this end.
    void delete(NetlinkSocket socket, Ip address) {
        var out = socket.begin(ConntrackSession.CONNTRACK << Byte.SIZE | DELETE, 0);
        out.family(ConntrackSession.family(address.version()));
        int outer = out.nest(tuple);
        int inner = out.nest(TupleView.ADDRESSES);
        TupleView.address(out, isSource, address);
        out.endNest(inner);
        out.endNest(outer);
        int filter = out.nest(FILTER);
        int flag = isSource ? SOURCE_FLAG : DESTINATION_FLAG;
        out.mark(OF_ORIGINAL, tuple == FlowView.ORIGINAL ? flag : 0);
        out.mark(OF_REPLY, tuple == FlowView.REPLY ? flag : 0);
        out.endNest(filter);
        out.end();
    }
}
