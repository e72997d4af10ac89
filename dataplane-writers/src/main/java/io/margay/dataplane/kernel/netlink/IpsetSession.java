package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is said to ipset through one socket, a method a command, and what it answers.
///
/// Each method sends all it has to and waits for the answers, so a command is over before the next is sent.
/// Source: `linux/netfilter/ipset/ip_set.h`.
final class IpsetSession implements AutoCloseable {
    static final int PROTOCOL = 1;
    static final int NAME = 2;
    static final int OTHER_NAME = 3;
    static final int TYPE = 3;
    static final int REVISION = 4;
    static final int FAMILY = 5;
    static final int FLAGS = 6;
    /// Attributes of a set, or of a member.
    static final int DATA = 7;
    /// Members, each in a `DATA`.
    static final int MEMBERS = 8;
    /// The number of a member in its message, from 1; the kernel says by it which one it refuses.
    static final int LINE = 9;
    static final int LEAST_PROTOCOL = 10;
    static final int LEAST_REVISION = 10;
    static final int MOST_MEMBERS = 19;

    /// The protocols that have all that is said here, and that we know.
    private static final int OLDEST = 6;

    private static final int NEWEST = 7;
    private static final int LIST_NAMES = 1 << 1;
    private static final int LIST_HEADERS = 1 << 2;
    private static final int CREATE = 0x400;
    private static final int EXCLUSIVE = 0x200;
    private static final NetlinkSocket.Parts NONE = (_, _, _) -> {};

    private final NetlinkSocket socket;
    private final Map<String, Integer> revisions = new HashMap<>();
    private int protocol = NEWEST;

    private IpsetSession(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// A session in a network namespace.
    ///
    /// Errors: `NetlinkFailure` without the right to it, and where ipset is missing, too old or too new.
    static IpsetSession open(Netns netns) throws NetlinkFailure {
        var session = new IpsetSession(NetlinkSocket.open(netns));
        try {
            session.agree();
            return session;
        } catch (NetlinkFailure e) {
            session.close();
            throw e;
        }
    }

    private void agree() throws NetlinkFailure {
        var range = new int[2];
        begin(Command.PROTOCOL, 0).end();
        var rejection = socket.send("protocol", (bytes, from, to) -> {
            range[1] = SetReader.number(bytes, from, to, PROTOCOL);
            range[0] = SetReader.has(bytes, from, to, LEAST_PROTOCOL)
                    ? SetReader.number(bytes, from, to, LEAST_PROTOCOL)
                    : range[1];
        });
        if (rejection.isPresent()) {
            throw new NetlinkFailure("asking the kernel for ipset: "
                    + IpsetError.of(rejection.get(), Command.PROTOCOL).name());
        }
        protocol = Math.min(range[1], NEWEST);
        if (protocol < Math.max(range[0], OLDEST)) {
            throw new NetlinkFailure("the kernel speaks ipset's protocols " + range[0] + " to " + range[1]
                    + ", this agent " + OLDEST + " to " + NEWEST);
        }
    }

    /// The protocol that both speak.
    int protocol() {
        return protocol;
    }

    /// Makes a set, which must not be there.
    Optional<Rejection> create(SetSpec set) throws NetlinkFailure {
        var rejection = findRevision(set);
        if (rejection.isPresent()) {
            return rejection;
        }
        var out = begin(Command.CREATE, CREATE | EXCLUSIVE);
        out.text(NAME, set.name());
        out.text(TYPE, set.kind().text());
        out.u8(REVISION, revisions.getOrDefault(revisionKey(set), 0));
        out.u8(FAMILY, family(set.version()));
        int data = out.nest(DATA);
        out.u32(MOST_MEMBERS, set.mostMembers());
        out.endNest(data);
        out.end();
        return socket.send("create", NONE);
    }

    /// The oldest revision of the type that has what we write, so that old tools can still show the set: that of SCTP
    /// for ports.
    private Optional<Rejection> findRevision(SetSpec set) throws NetlinkFailure {
        var key = revisionKey(set);
        if (revisions.containsKey(key)) {
            return Optional.empty();
        }
        var out = begin(Command.TYPE, 0);
        out.text(TYPE, set.kind().text());
        out.u8(FAMILY, family(set.version()));
        out.end();
        int needed = set.kind() == SetSpec.Kind.IP_PORT ? 1 : 0;
        return socket.send("type", (bytes, from, to) -> {
            int newest = SetReader.number(bytes, from, to, REVISION);
            int oldest = SetReader.has(bytes, from, to, LEAST_REVISION)
                    ? SetReader.number(bytes, from, to, LEAST_REVISION)
                    : newest;
            revisions.put(key, Math.clamp(needed, oldest, newest));
        });
    }

    private static String revisionKey(SetSpec set) {
        return set.kind().text() + "/" + set.version().number();
    }

    /// Adds or deletes members.
    Optional<Rejection> change(Command command, int flags, SetSpec set, Members members) throws NetlinkFailure {
        var batch = new MemberBatch(this, set, command, flags);
        members.tell(batch);
        return batch.finish();
    }

    Optional<Rejection> flush(String name) throws NetlinkFailure {
        return onOne(Command.FLUSH, 0, name);
    }

    Optional<Rejection> destroy(String name, int flags) throws NetlinkFailure {
        return onOne(Command.DESTROY, flags, name);
    }

    private Optional<Rejection> onOne(Command command, int flags, String name) throws NetlinkFailure {
        var out = begin(command, flags);
        out.text(NAME, name);
        out.end();
        return socket.send(command.word(), NONE);
    }

    Optional<Rejection> swap(String name, String other) throws NetlinkFailure {
        var out = begin(Command.SWAP, 0);
        out.text(NAME, name);
        out.text(OTHER_NAME, other);
        out.end();
        return socket.send("swap", NONE);
    }

    /// Adds the names of all sets to `names`.
    Optional<Rejection> names(List<String> names) throws NetlinkFailure {
        var out = begin(Command.LIST, NetlinkSocket.DUMP);
        out.u32(FLAGS, LIST_NAMES);
        out.end();
        return socket.send("list names", (bytes, from, to) -> names.add(SetReader.name(bytes, from, to)));
    }

    /// Adds what is known of one set, or nothing if it is of a type that is not ours, to `headers`.
    Optional<Rejection> header(String name, List<SetReader.Header> headers) throws NetlinkFailure {
        var out = begin(Command.LIST, NetlinkSocket.DUMP);
        out.text(NAME, name);
        out.u32(FLAGS, LIST_HEADERS);
        out.end();
        return socket.send("list the header", (bytes, from, to) -> headers.add(SetReader.header(bytes, from, to)));
    }

    /// Tells the members of one set.
    Optional<Rejection> members(String name, MemberSink into) throws NetlinkFailure {
        var out = begin(Command.LIST, NetlinkSocket.DUMP);
        out.text(NAME, name);
        out.end();
        return socket.send("list", (bytes, from, to) -> SetReader.members(bytes, from, to, into));
    }

    /// Begins a message of a command.
    Outgoing begin(Command command, int flags) {
        var out = socket.begin(command.type(), flags);
        out.u8(PROTOCOL, protocol);
        return out;
    }

    Optional<Rejection> send(Command command) throws NetlinkFailure {
        return socket.send(command.word(), NONE);
    }

    private static int family(IpVersion version) {
        return version == IpVersion.V4 ? SetReader.FAMILY_V4 : SetReader.FAMILY_V6;
    }

    @Override
    public void close() {
        socket.close();
    }
}
