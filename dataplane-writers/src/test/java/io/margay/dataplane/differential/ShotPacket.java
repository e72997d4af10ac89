package io.margay.dataplane.differential;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32C;

/// The bytes of packets that begin connections, each with an id that whoever hears it can read.
final class ShotPacket {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TTL = 64;
    private static final byte SYN = 2;
    private static final int TCP_HEADER = 20;
    private static final int TCP_FLAGS_AT = 13;
    private static final int TCP_CHECKSUM_AT = 16;
    private static final int UDP_LENGTH = 12;
    private static final int UDP_CHECKSUM_AT = 6;
    private static final int ICMP_LENGTH = 12;
    private static final int ICMP_CHECKSUM_AT = 2;
    private static final int SCTP_LENGTH = 32;
    private static final int SCTP_CHECKSUM_AT = 8;
    private static final byte SCTP_INIT = 1;
    private static final int SCTP_TAG_AT = 16;
    private static final Set<Integer> ICMP_ASKS = Set.of(8, 13, 128, 139);

    private ShotPacket() {}

    /// The packet of a shot.
    ///
    /// @param id not 0
    /// @param fresh the source port, or for ICMP the identifier
    static byte[] of(Shot shot, int id, int fresh) {
        var payload = payload(shot, id, fresh);
        var from = shot.from().address(shot.version());
        var to = shot.to().address(shot.version());
        checksum(shot.protocol(), payload, from, to);
        return shot.version() == IpVersion.V4 ? ipv4(shot, payload, from, to) : ipv6(shot, payload, from, to);
    }

    /// The id of the packet with this payload, if it is one of these.
    static OptionalInt id(Protocol protocol, ByteBuffer payload) {
        int length = payload.remaining();
        if (protocol.equals(Protocol.TCP)) {
            boolean isSyn = length >= TCP_HEADER && payload.get(TCP_FLAGS_AT) == SYN;
            return isSyn ? OptionalInt.of(payload.getInt(4)) : OptionalInt.empty();
        }
        if (protocol.equals(Protocol.SCTP)) {
            boolean isInit = length >= SCTP_LENGTH && payload.get(ICMP_LENGTH) == SCTP_INIT;
            return isInit ? OptionalInt.of(payload.getInt(SCTP_TAG_AT)) : OptionalInt.empty();
        }
        if (protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6)) {
            boolean asks = length >= ICMP_LENGTH && ICMP_ASKS.contains(Byte.toUnsignedInt(payload.get(0)));
            return asks ? OptionalInt.of(payload.getInt(8)) : OptionalInt.empty();
        }
        return length >= UDP_LENGTH ? OptionalInt.of(payload.getInt(8)) : OptionalInt.empty();
    }

    private static ByteBuffer payload(Shot shot, int id, int fresh) {
        var transport = shot.transport();
        var protocol = transport.protocol();
        if (protocol.equals(Protocol.TCP)) {
            return ports(TCP_HEADER, transport.port(), fresh)
                    .putInt(id)
                    .putInt(0)
                    .put((byte) ((TCP_HEADER / 4) << 4))
                    .put(SYN)
                    .putShort((short) 1024);
        }
        if (protocol.equals(Protocol.SCTP)) {
            return ports(SCTP_LENGTH, transport.port(), fresh)
                    .putLong(0)
                    .put(SCTP_INIT)
                    .put((byte) 0)
                    .putShort((short) (SCTP_LENGTH - ICMP_LENGTH))
                    .putInt(id)
                    .putInt(1 << 16)
                    .putInt(0x0001_0001)
                    .putInt(1);
        }
        if (protocol.hasPorts() || protocol.equals(Protocol.UDPLITE)) {
            return ports(UDP_LENGTH, transport.port(), fresh)
                    .putShort((short) UDP_LENGTH)
                    .putShort((short) 0)
                    .putInt(id);
        }
        return ByteBuffer.allocate(ICMP_LENGTH)
                .put((byte) transport.icmpType())
                .put((byte) transport.icmpCode())
                .putShort((short) 0)
                .putShort((short) fresh)
                .putShort((short) 1)
                .putInt(id);
    }

    private static ByteBuffer ports(int length, int port, int source) {
        return ByteBuffer.allocate(length).putShort((short) source).putShort((short) port);
    }

    private static void checksum(Protocol protocol, ByteBuffer payload, Ip from, Ip to) {
        if (protocol.equals(Protocol.SCTP)) {
            var crc = new CRC32C();
            crc.update(payload.duplicate().rewind());
            payload.putInt(SCTP_CHECKSUM_AT, Integer.reverseBytes((int) crc.getValue()));
        } else if (protocol.equals(Protocol.ICMP)) {
            payload.putShort(ICMP_CHECKSUM_AT, fold(sum(payload)));
        } else {
            int at = protocol.equals(Protocol.TCP)
                    ? TCP_CHECKSUM_AT
                    : protocol.equals(Protocol.ICMPV6) ? ICMP_CHECKSUM_AT : UDP_CHECKSUM_AT;
            var sum = sum(payload) + sum(ByteBuffer.wrap(from.bytes())) + sum(ByteBuffer.wrap(to.bytes()));
            payload.putShort(at, fold(sum + protocol.number() + payload.capacity()));
        }
    }

    private static byte[] ipv4(Shot shot, ByteBuffer payload, Ip from, Ip to) {
        // The kernel fills in the id and the checksum.
        return ByteBuffer.allocate(IPV4_HEADER + payload.capacity())
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (IPV4_HEADER + payload.capacity()))
                .putInt(0)
                .put((byte) TTL)
                .put((byte) shot.protocol().number())
                .putShort((short) 0)
                .put(from.bytes())
                .put(to.bytes())
                .put(payload.duplicate().rewind())
                .array();
    }

    private static byte[] ipv6(Shot shot, ByteBuffer payload, Ip from, Ip to) {
        return ByteBuffer.allocate(IPV6_HEADER + payload.capacity())
                .putInt(0x6000_0000)
                .putShort((short) payload.capacity())
                .put((byte) shot.protocol().number())
                .put((byte) TTL)
                .put(from.bytes())
                .put(to.bytes())
                .put(payload.duplicate().rewind())
                .array();
    }

    private static long sum(ByteBuffer bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.capacity(); i += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(i));
        }
        return sum;
    }

    private static short fold(long sum) {
        long folded = sum;
        while (folded >>> Short.SIZE != 0) {
            folded = (folded & 0xffff) + (folded >>> Short.SIZE);
        }
        short sent = (short) ~folded;
        return sent == 0 ? -1 : sent;
    }
}
