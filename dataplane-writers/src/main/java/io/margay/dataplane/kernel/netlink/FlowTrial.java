package io.margay.dataplane.kernel.netlink;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes some flows in a network namespace that is nobody's, has the kernel delete those of an address, and looks which
/// are left.
///
/// ```text
/// flow     has the address as                                 zone
/// 0 … 3    original source … reply destination, and nowhere   0
/// 4 … 7    the same                                           another
/// 8        nothing                                            0
/// ```
final class FlowTrial {
    private static final int ENDS = FlowEnd.values().length;
    private static final int FLOWS = 2 * ENDS + 1;
    private static final int OTHER_ZONE = 7;

    private static final int NEW = ConntrackSession.CONNTRACK << Byte.SIZE;
    private static final int GET = NEW | 1;
    private static final int CREATE = 0x400;
    private static final int STATUS = 3;
    private static final int TIMEOUT = 7;
    /// The kernel is to take it for one that packets made.
    private static final int CONFIRMED = 1 << 3;

    private static final int SECONDS = 60;
    private static final int GONE = 2;
    private static final int SERVICE = 80;
    private static final int FIRST_PORT = 1000;
    private static final long NET_4 = 0x0a00_0000L;
    private static final long NET_6 = 0xfd00_0000_0000_0000L;
    private static final int ADDRESS = 1;

    private final NetlinkSocket socket;
    private final IpVersion version;

    FlowTrial(NetlinkSocket socket, IpVersion version) {
        this.socket = socket;
        this.version = version;
    }

    /// Whether the kernel finds all flows of the address in each place, and no other.
    boolean isRight() throws NetlinkFailure {
        for (int flow = 0; flow < FLOWS; flow++) {
            begin(NEW, CREATE, flow);
        }
        if (send("make flows").isPresent()) {
            return false;
        }
        var left = new ArrayList<Boolean>();
        for (int flow = 0; flow < FLOWS; flow++) {
            left.add(true);
        }
        boolean isRight = left().equals(left);
        for (var end : FlowEnd.values()) {
            end.delete(socket, address(ADDRESS));
            isRight &= send("delete flows").isEmpty();
            int place = List.of(FlowEnd.values()).indexOf(end);
            left.set(place, false);
            left.set(place + ENDS, false);
            isRight &= left().equals(left);
        }
        return isRight;
    }

    private Optional<Rejection> send(String attempted) throws NetlinkFailure {
        return socket.send(attempted, (_, _, _) -> {});
    }

    /// Of each flow, whether it is there.
    private List<Boolean> left() throws NetlinkFailure {
        var left = new ArrayList<Boolean>();
        for (int flow = 0; flow < FLOWS; flow++) {
            begin(GET, 0, flow);
            left.add(send("look for a flow").map(it -> it.error() != GONE).orElse(true));
        }
        return left;
    }

    private void begin(int type, int flags, int flow) {
        var out = socket.begin(type, flags);
        out.family(ConntrackSession.family(version));
        tuple(out, FlowView.ORIGINAL, flow);
        if (type == NEW) {
            tuple(out, FlowView.REPLY, flow);
            out.u32(STATUS, CONFIRMED);
            out.u32(TIMEOUT, SECONDS);
        }
        if (flow / ENDS == 1) {
            out.u16(FlowView.ZONE, OTHER_ZONE);
        }
        out.end();
    }

    private void tuple(Outgoing out, int type, int flow) {
        boolean isReply = type == FlowView.REPLY;
        int tuple = out.nest(type);
        int addresses = out.nest(TupleView.ADDRESSES);
        TupleView.address(out, true, address(number(isReply ? 2 : 0, flow)));
        TupleView.address(out, false, address(number(isReply ? 3 : 1, flow)));
        out.endNest(addresses);
        int protocol = out.nest(TupleView.PROTOCOL);
        out.u8(TupleView.NUMBER, Protocol.UDP.number());
        out.u16(TupleView.SOURCE_PORT, isReply ? SERVICE : FIRST_PORT + flow);
        out.u16(TupleView.DESTINATION_PORT, isReply ? FIRST_PORT + flow : SERVICE);
        out.endNest(protocol);
        out.endNest(tuple);
    }

    /// Which address a flow has in a place.
    private static int number(int place, int flow) {
        return flow < 2 * ENDS && flow % ENDS == place ? ADDRESS : ADDRESS + 1 + place;
    }

    private Ip address(int number) {
        return version == IpVersion.V4 ? new Ip(version, 0, NET_4 + number) : new Ip(version, NET_6, number);
    }
}
