package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.FlowKey;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.model.net.IpVersion;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes of flows on their way to the kernel, one message each, as many as there are.
///
/// ```text
/// send ─▶ heads │ ORIGINAL │ ZONE │ NUMBER │ heads │ ORIGINAL │ …        120 to 200 bytes a flow
/// ```
///
/// A flow that is gone by then is done, and not counted. Another refusal keeps nothing behind it from being carried
/// out. Allocates nothing a flow.
final class FlowBatch implements NetlinkSocket.Parts {
    /// So that the answers to one send fit into what the socket keeps: the kernel counts some 800 bytes for each.
    private static final int MOST = 500;

    private static final int NEW = 0;
    private static final int DELETE = 2;
    private static final int GONE = 2;

    private final NetlinkSocket socket;
    private final String attempted;
    private final int type;
    private final FlowMark mark;
    private int queued;
    private long done;
    private @Nullable Rejection first;

    private FlowBatch(NetlinkSocket socket, String attempted, int type, FlowMark mark) {
        this.socket = socket;
        this.attempted = attempted;
        this.type = ConntrackSession.CONNTRACK << Byte.SIZE | type;
        this.mark = mark;
    }

    /// One that deletes.
    static FlowBatch deleting(NetlinkSocket socket) {
        return new FlowBatch(socket, "delete flows", DELETE, FlowMark.ANY);
    }

    /// One that gives flows bits of a mark.
    static FlowBatch marking(NetlinkSocket socket, FlowMark mark) {
        // Without the flag to create one, NEW changes what is there.
        return new FlowBatch(socket, "mark flows", NEW, mark);
    }

    /// The flow that the view shows.
    void add(FlowView flow) throws NetlinkFailure {
        var out = begin(flow.version());
        flow.name(out);
        end(out);
    }

    /// The flow of a key.
    void add(FlowKey flow) throws NetlinkFailure {
        var out = begin(flow.version());
        var attributes = MemorySegment.ofArray(flow.attributes());
        out.copy(attributes, 0, Math.toIntExact(attributes.byteSize()));
        end(out);
    }

    private Outgoing begin(IpVersion version) {
        var out = socket.begin(type, 0);
        // A message without a family could be taken for one about all flows.
        out.family(ConntrackSession.family(version));
        return out;
    }

    private void end(Outgoing out) throws NetlinkFailure {
        if (mark.mask() != 0) {
            out.u32(FlowView.MARK, mark.value());
            out.u32(FlowView.MARK_MASK, mark.mask());
        }
        out.end();
        if (++queued == MOST) {
            send();
        }
    }

    /// Sends the rest; the first refusal of all.
    Optional<Rejection> finish() throws NetlinkFailure {
        send();
        return Optional.ofNullable(first);
    }

    /// How many were there and are changed.
    long done() {
        return done;
    }

    private void send() throws NetlinkFailure {
        done += queued;
        queued = 0;
        var rejection = socket.send(attempted, this);
        if (first == null) {
            first = rejection.orElse(null);
        }
    }

    @Override
    public void hear(MemorySegment bytes, long from, long to) throws NetlinkFailure {
        throw new NetlinkFailure(attempted + ": a flow was told");
    }

    @Override
    public boolean isDone(int error) {
        done--;
        return error == GONE;
    }
}
