package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowKey;
import io.margay.model.net.IpVersion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An entry of connection tracking, read from a message: one object for all. Allocates nothing an entry.
///
/// Errors: `NetlinkFailure` for what is not whole.
/// Source: `linux/netfilter/nfnetlink_conntrack.h`.
final class FlowView implements Flow {
    static final int ORIGINAL = 1;
    static final int REPLY = 2;
    static final int MARK = 8;
    static final int NUMBER = 12;
    static final int ZONE = 18;
    static final int MARK_MASK = 21;

    private static final int STATUS = 3;

    private final IpVersion version;
    private final TupleView original;
    private final TupleView reply;
    private MemorySegment bytes = MemorySegment.NULL;
    private long originalAt = Attributes.NONE;
    private long zoneAt = Attributes.NONE;
    private long numberAt = Attributes.NONE;
    private int zone;
    private int mark;
    private int status;

    FlowView(IpVersion version) {
        this.version = version;
        this.original = new TupleView(version);
        this.reply = new TupleView(version);
    }

    /// Reads an entry; what was read before is forgotten.
    void read(MemorySegment message, long from, long to) throws NetlinkFailure {
        bytes = message;
        originalAt = Attributes.NONE;
        zoneAt = Attributes.NONE;
        numberAt = Attributes.NONE;
        zone = 0;
        mark = 0;
        status = 0;
        reply.clear();
        for (long at = from; at < to; at = Attributes.next(message, at)) {
            Attributes.check(message, at, to);
            readAttribute(at);
        }
        if (originalAt == Attributes.NONE || numberAt == Attributes.NONE) {
            throw new NetlinkFailure("a flow without what names it");
        }
    }

    private void readAttribute(long at) throws NetlinkFailure {
        switch (Attributes.type(bytes, at)) {
            case ORIGINAL -> {
                originalAt = at;
                original.read(bytes, at);
            }
            case REPLY -> reply.read(bytes, at);
            case STATUS -> status = (int) Attributes.u32(bytes, at);
            case MARK -> mark = (int) Attributes.u32(bytes, at);
            case NUMBER -> numberAt = at;
            case ZONE -> {
                zoneAt = at;
                zone = Attributes.u16(bytes, at);
            }
            default -> {}
        }
    }

    /// Writes what names the entry into a message about it, as the kernel wrote it.
    void name(Outgoing out) {
        copy(out, originalAt);
        copy(out, zoneAt);
        copy(out, numberAt);
    }

    private void copy(Outgoing out, long at) {
        if (at != Attributes.NONE) {
            out.copy(bytes, at, Math.toIntExact(Attributes.end(bytes, at) - at));
        }
    }

    @Override
    public IpVersion version() {
        return version;
    }

    @Override
    public Tuple original() {
        return original;
    }

    @Override
    public Tuple reply() {
        return reply;
    }

    @Override
    public int zone() {
        return zone;
    }

    @Override
    public int mark() {
        return mark;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public FlowKey key() {
        int length = lengthAt(originalAt) + lengthAt(zoneAt) + lengthAt(numberAt);
        var key = MemorySegment.ofArray(new byte[length]);
        int end = append(key, 0, originalAt);
        end = append(key, end, zoneAt);
        append(key, end, numberAt);
        return new FlowKey(version, key.toArray(ValueLayout.JAVA_BYTE));
    }

    private int lengthAt(long at) {
        return at == Attributes.NONE ? 0 : Math.toIntExact(Attributes.next(bytes, at) - at);
    }

    /// What fills an attribute up stays 0.
    private int append(MemorySegment key, int end, long at) {
        if (at == Attributes.NONE) {
            return end;
        }
        MemorySegment.copy(bytes, at, key, end, Attributes.end(bytes, at) - at);
        return end + lengthAt(at);
    }
}
