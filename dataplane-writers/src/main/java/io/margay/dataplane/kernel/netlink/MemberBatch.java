package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Members of one set on their way to the kernel, as many as there are.
///
/// ```text
/// message ─▶ heads │ PROTOCOL │ NAME │ LINE 0 │ MEMBERS ┬─▶ DATA ─▶ IP ─▶ address │ PREFIX │ LINE 1
///                                                       ├─▶ DATA ─▶ IP ─▶ address │ PREFIX │ LINE 2
///                                                       └─▶ …
/// bytes a member            DATA  IP  address  PREFIX or PORT and PROTOCOL  LINE
///   net of IPv4, IPv6         4    4   8, 20     8                            8     32, 44
///   IPv4, IPv6 and port       4    4   8, 20          8 + 8                   8     40, 52
/// ```
///
/// `MEMBERS` is one attribute, of 64 KiB at most: 2,046 nets of IPv4. A message is one send: the kernel stops at the
/// member that it refuses, but would go on with the next message. More in one send would save one system call in two
/// milliseconds. Allocates nothing a member.
/// Cost: one store for each 4 to 8 bytes, and two system calls a message. Benchmark: `IpsetBench`.
final class MemberBatch implements MemberSink {
    static final int IP = 1;
    static final int PREFIX = 3;
    static final int PORT = 4;
    static final int PROTOCOL = 7;
    static final int IPV4 = 1;
    static final int IPV6 = 2;

    /// No member is longer.
    private static final int LONGEST_MEMBER = 52;

    private static final int NOTHING_BEGUN = -1;

    private final IpsetSession session;
    private final SetSpec set;
    private final Command command;
    private final int flags;
    private final boolean isV4;
    private final boolean isNet;
    private @Nullable Outgoing out;
    private int members = NOTHING_BEGUN;
    private int line;
    private Optional<Rejection> rejection = Optional.empty();
    private @Nullable NetlinkFailure failure;

    MemberBatch(IpsetSession session, SetSpec set, Command command, int flags) {
        this.session = session;
        this.set = set;
        this.command = command;
        this.flags = flags;
        this.isV4 = set.version() == IpVersion.V4;
        this.isNet = set.kind() == SetSpec.Kind.NET;
    }

    @Override
    public void net(long high, long low, int prefixLength) {
        check(isNet);
        if (isOver()) {
            return;
        }
        var to = message();
        int member = to.nest(IpsetSession.DATA);
        address(to, high, low);
        to.u8(PREFIX, prefixLength);
        endMember(to, member);
    }

    @Override
    public void port(long high, long low, int protocol, int port) {
        check(!isNet);
        if (isOver()) {
            return;
        }
        var to = message();
        int member = to.nest(IpsetSession.DATA);
        address(to, high, low);
        to.u16(PORT, port);
        to.u8(PROTOCOL, protocol);
        endMember(to, member);
    }

    /// Sends the rest; the first refusal of all.
    Optional<Rejection> finish() throws NetlinkFailure {
        if (!isOver()) {
            sendMessage();
        }
        if (failure != null) {
            throw failure;
        }
        return rejection;
    }

    private boolean isOver() {
        return failure != null || rejection.isPresent();
    }

    private void check(boolean isOfTheKind) {
        if (!isOfTheKind) {
            throw new IllegalArgumentException("not a member of a set like " + set);
        }
    }

    /// The message that the next member goes into.
    private Outgoing message() {
        if (out != null && members != NOTHING_BEGUN) {
            return out;
        }
        var begun = session.begin(command, flags);
        begun.text(IpsetSession.NAME, set.name());
        begun.mark(IpsetSession.LINE, 0);
        members = begun.nest(IpsetSession.MEMBERS);
        line = 0;
        out = begun;
        return begun;
    }

    /// What is no address of IPv4 goes to a set of IPv4 as what it is, and the kernel refuses it.
    private void address(Outgoing to, long high, long low) {
        int ip = to.nest(IP);
        if (isV4 && (high | low >>> Integer.SIZE) == 0) {
            to.u32(IPV4, (int) low);
        } else {
            to.u128(IPV6, high, low);
        }
        to.endNest(ip);
    }

    private void endMember(Outgoing to, int member) {
        to.mark(IpsetSession.LINE, ++line);
        to.endNest(member);
        if (to.length() - members > Outgoing.LONGEST_ATTRIBUTE - LONGEST_MEMBER) {
            sendMessage();
        }
    }

    private void sendMessage() {
        if (out == null || members == NOTHING_BEGUN) {
            return;
        }
        out.endNest(members);
        out.end();
        members = NOTHING_BEGUN;
        try {
            rejection = session.send(command);
        } catch (NetlinkFailure e) {
            failure = e;
        }
    }
}
