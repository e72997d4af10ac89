package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.model.net.IpVersion;
import java.lang.foreign.MemorySegment;

/// Reads what ipset says of sets. Pure. Allocates nothing a member.
///
/// Errors: `NetlinkFailure` for what is not whole.
final class SetReader {
    static final int FAMILY_V4 = 2;
    static final int FAMILY_V6 = 10;

    private static final int MEMBER_COUNT = 24;
    private static final int REFERENCES = 25;
    private static final int BYTES = 26;

    /// What is known of a set.
    ///
    /// @param type the kernel's name of it
    /// @param mostMembers 0 for a type without a bound
    record Header(String name, String type, int family, long mostMembers, Sizes sizes) {}

    /// How much of it there is.
    record Sizes(long members, long references, long bytes) {}

    private SetReader() {}

    static boolean has(MemorySegment bytes, long from, long to, int type) throws NetlinkFailure {
        return Attributes.find(bytes, from, to, type) != Attributes.NONE;
    }

    /// A number of one byte.
    static int number(MemorySegment bytes, long from, long to, int type) throws NetlinkFailure {
        return Attributes.u8(bytes, require(bytes, from, to, type));
    }

    static String name(MemorySegment bytes, long from, long to) throws NetlinkFailure {
        return Attributes.text(bytes, require(bytes, from, to, IpsetSession.NAME));
    }

    static Header header(MemorySegment bytes, long from, long to) throws NetlinkFailure {
        long about = require(bytes, from, to, IpsetSession.DATA);
        return new Header(
                name(bytes, from, to),
                Attributes.text(bytes, require(bytes, from, to, IpsetSession.TYPE)),
                number(bytes, from, to, IpsetSession.FAMILY),
                count(bytes, about, IpsetSession.MOST_MEMBERS),
                new Sizes(
                        count(bytes, about, MEMBER_COUNT),
                        count(bytes, about, REFERENCES),
                        count(bytes, about, BYTES)));
    }

    /// Tells the members in one part of a list.
    static void members(MemorySegment bytes, long from, long to, MemberSink into) throws NetlinkFailure {
        long members = Attributes.find(bytes, from, to, IpsetSession.MEMBERS);
        if (members == Attributes.NONE) {
            return;
        }
        long end = Attributes.end(bytes, members);
        for (long at = Attributes.first(members); at < end; at = Attributes.next(bytes, at)) {
            Attributes.check(bytes, at, end);
            member(bytes, at, into);
        }
    }

    /// Tells the member that the kernel refused, if what it sent back says which.
    static void refused(MemorySegment request, MemberSink into) throws NetlinkFailure {
        long line = Attributes.find(request, 0, request.byteSize(), IpsetSession.LINE);
        long members = Attributes.find(request, 0, request.byteSize(), IpsetSession.MEMBERS);
        if (line == Attributes.NONE || members == Attributes.NONE || Attributes.mark(request, line) == 0) {
            return;
        }
        long end = Attributes.end(request, members);
        long at = Attributes.first(members);
        for (int i = 1; i < Attributes.mark(request, line); i++) {
            Attributes.check(request, at, end);
            at = Attributes.next(request, at);
        }
        Attributes.check(request, at, end);
        member(request, at, into);
    }

    private static void member(MemorySegment bytes, long at, MemberSink into) throws NetlinkFailure {
        long ip = Attributes.get(bytes, at, MemberBatch.IP);
        long v4 = Attributes.find(bytes, ip, MemberBatch.IPV4);
        long v6 = v4 == Attributes.NONE ? Attributes.get(bytes, ip, MemberBatch.IPV6) : v4;
        long high = v4 == Attributes.NONE ? Attributes.high(bytes, v6) : 0;
        long low = v4 == Attributes.NONE ? Attributes.low(bytes, v6) : Attributes.u32(bytes, v4);
        long port = Attributes.find(bytes, at, MemberBatch.PORT);
        if (port == Attributes.NONE) {
            long prefix = Attributes.find(bytes, at, MemberBatch.PREFIX);
            int all = (v4 == Attributes.NONE ? IpVersion.V6 : IpVersion.V4).bits();
            into.net(high, low, prefix == Attributes.NONE ? all : Attributes.u8(bytes, prefix));
        } else {
            int protocol = Attributes.u8(bytes, Attributes.get(bytes, at, MemberBatch.PROTOCOL));
            into.port(high, low, protocol, Attributes.u16(bytes, port));
        }
    }

    private static long count(MemorySegment bytes, long about, int type) throws NetlinkFailure {
        long at = Attributes.find(bytes, about, type);
        return at == Attributes.NONE ? 0 : Attributes.u32(bytes, at);
    }

    private static long require(MemorySegment bytes, long from, long to, int type) throws NetlinkFailure {
        long at = Attributes.find(bytes, from, to, type);
        if (at == Attributes.NONE) {
            throw new NetlinkFailure("an answer without attribute " + type);
        }
        return at;
    }
}
