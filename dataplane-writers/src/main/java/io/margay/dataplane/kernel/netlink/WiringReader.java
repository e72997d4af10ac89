package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.Numbers.INT;

import io.margay.dataplane.kernel.Wiring;
import io.margay.model.net.Ip;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/// Makes of what the kernel tells of interfaces, addresses and routes what a writer needs.
///
/// Every message begins with a head of its own, where those of netfilter have four bytes; its attributes follow:
///
/// ```text
/// link     ifinfomsg   0 family (1) · 4 index (4) · …                                                  16 bytes
/// address  ifaddrmsg   0 family (1) · 1 prefix length (1) · … · 4 index (4)                              8 bytes
/// route    rtmsg       0 family (1) · 1 prefix length (1) · … · 4 table (1) · 7 type (1) · 8 flags (4)  12 bytes
/// ```
///
/// Source: `linux/rtnetlink.h`, `linux/if_link.h`, `linux/if_addr.h`.
final class WiringReader {
    private static final int GET_LINK = 18;
    private static final int GET_ADDRESS = 22;
    private static final int GET_ROUTE = 26;
    private static final int LENGTH_OF_LINK = 16;
    private static final int LENGTH_OF_ADDRESS = 8;
    private static final int LENGTH_OF_ROUTE = 12;
    /// What [NetlinkSocket] takes for the head.
    private static final int HEAD = 4;

    private static final int LINK_NAME = 3;
    private static final int LINK_MASK = 29;
    private static final int SKIP_STATISTICS = 8;
    private static final int ADDRESS = 1;
    private static final int LOCAL_ADDRESS = 2;
    private static final int DESTINATION = 1;
    private static final int OUTGOING_LINK = 4;
    private static final int GATEWAY = 5;
    private static final int TABLE = 15;
    private static final int GATEWAY_OF_OTHER_FAMILY = 18;
    private static final int MAIN_TABLE = 254;
    private static final int UNICAST = 1;
    private static final int CLONED = 0x200;

    private final Map<Integer, String> links = new HashMap<>();
    private final Map<Ip, String> routes = new HashMap<>();
    private final Map<Ip, String> addresses = new HashMap<>();
    private boolean isInterrupted;

    private interface Entry {
        void hear(MemorySegment bytes, long head, long to) throws NetlinkFailure;
    }

    /// Asks for everything; what was refused, if anything was.
    Optional<Rejection> read(NetlinkSocket socket) throws NetlinkFailure {
        var linksAsked = socket.begin(GET_LINK, NetlinkSocket.DUMP);
        linksAsked.mark(LINK_MASK, SKIP_STATISTICS);
        linksAsked.end();
        var rejection = socket.send("list links", new Told(LENGTH_OF_LINK, this::link));
        if (rejection.isEmpty()) {
            socket.begin(GET_ADDRESS, NetlinkSocket.DUMP).end();
            rejection = socket.send("list addresses", new Told(LENGTH_OF_ADDRESS, this::address));
        }
        for (int family : new int[] {SetReader.FAMILY_V4, SetReader.FAMILY_V6}) {
            if (rejection.isEmpty()) {
                var asked = socket.begin(GET_ROUTE, NetlinkSocket.DUMP);
                asked.family(family);
                asked.end();
                rejection = socket.send("list routes", new Told(LENGTH_OF_ROUTE, this::route));
            }
        }
        return rejection;
    }

    /// Whether nothing changed while it was told.
    boolean isWhole() {
        return !isInterrupted;
    }

    /// What was told.
    Wiring wiring() {
        return new Wiring(new HashSet<>(links.values()), routes, addresses);
    }

    private final class Told implements NetlinkSocket.Parts {
        private final int length;
        private final Entry entry;

        private Told(int length, Entry entry) {
            this.length = length;
            this.entry = entry;
        }

        @Override
        public void hear(MemorySegment bytes, long from, long to) throws NetlinkFailure {
            long head = from - HEAD;
            if (to - head < length) {
                throw new NetlinkFailure("a message of " + (to - head) + " bytes, where there must be " + length);
            }
            entry.hear(bytes, head, to);
        }

        @Override
        public void interrupted() {
            isInterrupted = true;
        }
    }

    private void link(MemorySegment bytes, long head, long to) throws NetlinkFailure {
        long name = Attributes.find(bytes, head + LENGTH_OF_LINK, to, LINK_NAME);
        if (name != Attributes.NONE) {
            links.put(bytes.get(INT, head + Integer.BYTES), Attributes.text(bytes, name));
        }
    }

    private void address(MemorySegment bytes, long head, long to) throws NetlinkFailure {
        long from = head + LENGTH_OF_ADDRESS;
        long own = Attributes.find(bytes, from, to, LOCAL_ADDRESS);
        long place = own == Attributes.NONE ? Attributes.find(bytes, from, to, ADDRESS) : own;
        var link = links.get(bytes.get(INT, head + Integer.BYTES));
        if (place != Attributes.NONE && link != null) {
            addresses.putIfAbsent(Ip.ofBytes(Attributes.bytes(bytes, place)), link);
        }
    }

    private void route(MemorySegment bytes, long head, long to) throws NetlinkFailure {
        long from = head + LENGTH_OF_ROUTE;
        long destination = Attributes.find(bytes, from, to, DESTINATION);
        long outgoing = Attributes.find(bytes, from, to, OUTGOING_LINK);
        if (destination == Attributes.NONE || outgoing == Attributes.NONE || !isPlain(bytes, head, to)) {
            return;
        }
        var address = Attributes.bytes(bytes, destination);
        var link = links.get(Attributes.mark(bytes, outgoing));
        if (link != null && u8(bytes, head + 1) == address.length * Byte.SIZE) {
            routes.put(Ip.ofBytes(address), link);
        }
    }

    /// Whether it is one of the main table that leads straight to whoever has the address.
    private static boolean isPlain(MemorySegment bytes, long head, long to) throws NetlinkFailure {
        long from = head + LENGTH_OF_ROUTE;
        long table = Attributes.find(bytes, from, to, TABLE);
        int number = table == Attributes.NONE ? u8(bytes, head + 4) : Attributes.mark(bytes, table);
        return number == MAIN_TABLE
                && u8(bytes, head + 7) == UNICAST
                && (bytes.get(INT, head + 8) & CLONED) == 0
                && Attributes.find(bytes, from, to, GATEWAY) == Attributes.NONE
                && Attributes.find(bytes, from, to, GATEWAY_OF_OTHER_FAMILY) == Attributes.NONE;
    }

    private static int u8(MemorySegment bytes, long at) {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
    }
}
