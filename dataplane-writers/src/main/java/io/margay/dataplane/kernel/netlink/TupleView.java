package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Flow;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.lang.foreign.MemorySegment;

/// One direction of a flow, read from a message: one object for all.
final class TupleView implements Flow.Tuple {
    static final int ADDRESSES = 1;
    static final int PROTOCOL = 2;
    static final int NUMBER = 1;
    static final int SOURCE_PORT = 2;
    static final int DESTINATION_PORT = 3;

    private static final int SOURCE_4 = 1;
    private static final int DESTINATION_4 = 2;
    private static final int SOURCE_6 = 3;
    private static final int DESTINATION_6 = 4;
    private static final int ICMP_ID = 4;
    private static final int ICMP_TYPE = 5;
    private static final int ICMPV6_ID = 7;
    private static final int ICMPV6_TYPE = 8;

    private final boolean isV4;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int protocol;
    private int sourcePort;
    private int destinationPort;
    private int icmpId;
    private int icmpType;

    TupleView(IpVersion version) {
        this.isV4 = version == IpVersion.V4;
    }

    /// Writes one of the two addresses of a tuple.
    static void address(Outgoing out, boolean isSource, Ip address) {
        if (address.version() == IpVersion.V4) {
            out.u32(isSource ? SOURCE_4 : DESTINATION_4, (int) address.low());
        } else {
            out.u128(isSource ? SOURCE_6 : DESTINATION_6, address.high(), address.low());
        }
    }

    void clear() {
        sourceHigh = 0;
        sourceLow = 0;
        destinationHigh = 0;
        destinationLow = 0;
        protocol = 0;
        sourcePort = 0;
        destinationPort = 0;
        icmpId = 0;
        icmpType = 0;
    }

    /// Reads the tuple in the attribute at `place`.
    void read(MemorySegment bytes, long place) throws NetlinkFailure {
        clear();
        readAddresses(bytes, Attributes.get(bytes, place, ADDRESSES));
        readProtocol(bytes, Attributes.get(bytes, place, PROTOCOL));
    }

    private void readAddresses(MemorySegment bytes, long place) throws NetlinkFailure {
        long source = Attributes.get(bytes, place, isV4 ? SOURCE_4 : SOURCE_6);
        long destination = Attributes.get(bytes, place, isV4 ? DESTINATION_4 : DESTINATION_6);
        if (isV4) {
            sourceLow = Attributes.u32(bytes, source);
            destinationLow = Attributes.u32(bytes, destination);
            return;
        }
        sourceHigh = Attributes.high(bytes, source);
        sourceLow = Attributes.low(bytes, source);
        destinationHigh = Attributes.high(bytes, destination);
        destinationLow = Attributes.low(bytes, destination);
    }

    private void readProtocol(MemorySegment bytes, long place) throws NetlinkFailure {
        long end = Attributes.end(bytes, place);
        for (long at = Attributes.first(place); at < end; at = Attributes.next(bytes, at)) {
            Attributes.check(bytes, at, end);
            switch (Attributes.type(bytes, at)) {
                case NUMBER -> protocol = Attributes.u8(bytes, at);
                case SOURCE_PORT -> sourcePort = Attributes.u16(bytes, at);
                case DESTINATION_PORT -> destinationPort = Attributes.u16(bytes, at);
                case ICMP_ID, ICMPV6_ID -> icmpId = Attributes.u16(bytes, at);
                case ICMP_TYPE, ICMPV6_TYPE -> icmpType = Attributes.u8(bytes, at);
                default -> {}
            }
        }
    }

    @Override
    public long sourceHigh() {
        return sourceHigh;
    }

    @Override
    public long sourceLow() {
        return sourceLow;
    }

    @Override
    public long destinationHigh() {
        return destinationHigh;
    }

    @Override
    public long destinationLow() {
        return destinationLow;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public int sourcePort() {
        return sourcePort;
    }

    @Override
    public int destinationPort() {
        return destinationPort;
    }

    @Override
    public int icmpId() {
        return icmpId;
    }

    @Override
    public int icmpType() {
        return icmpType;
    }
}
