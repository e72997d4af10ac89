package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.Numbers.INT;
import static io.margay.dataplane.kernel.netlink.Numbers.SHORT;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.RuleCommits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Hears of the generations of nf_tables: after each transaction the kernel tells whoever listens that there is a new
/// one, in the name of the socket that asked for it. The first socket of a process has the process's number. It says
/// the
/// number of the present one to whoever asks.
///
/// Source: `linux/netfilter/nf_tables.h`, `linux/netlink.h`.
public final class NetlinkRuleCommits implements RuleCommits {
    private static final int NEW_GENERATION = 10 << Byte.SIZE | 15;
    private static final int GET_GENERATION = 10 << Byte.SIZE | 16;
    private static final int NUMBER = 1;
    private static final int GROUP = 7;
    private static final int LENGTH_OF_HEADER = 16;
    /// More than the kernel puts into one message; it keeps some hundred others meanwhile.
    private static final int CAPACITY = 64 << 10;

    private final Netns netns;
    private final Queue<Long> heard = new ArrayDeque<>();
    private @Nullable Ear ear;
    private @Nullable NetlinkSocket asking;

    private static final class Ear {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment incoming = arena.allocate(CAPACITY, Long.BYTES);
        private final NetlinkFile file;

        private Ear(NetlinkFile file) {
            this.file = file;
        }

        private void close() {
            file.close();
            arena.close();
        }
    }

    private NetlinkRuleCommits(Netns netns) {
        this.netns = netns;
    }

    /// Those of a namespace. Its socket is opened when it is first needed.
    public static NetlinkRuleCommits in(Netns netns) {
        return new NetlinkRuleCommits(netns);
    }

    @Override
    public boolean listen() {
        heard.clear();
        try {
            var open = ear;
            if (open == null) {
                open = new Ear(NetlinkFile.open(netns, NetlinkFile.Part.NETFILTER, NetlinkFile.RECEIVE_BUFFER));
                ear = open;
            }
            open.file.join(GROUP);
            return true;
        } catch (NetlinkFailure e) {
            hearNoMore();
            return false;
        }
    }

    @Override
    public OptionalLong next(Duration silence) {
        var open = ear;
        boolean isMore = true;
        while (open != null && isMore && heard.isEmpty()) {
            long received = open.file.hear(open.incoming, silence);
            hear(open.incoming, received);
            isMore = received > 0;
        }
        var next = heard.poll();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public OptionalLong generation() {
        try {
            var open = asking;
            if (open == null) {
                open = NetlinkSocket.open(netns);
                asking = open;
            }
            open.begin(GET_GENERATION, 0).end();
            var number = new Generation();
            var rejection = open.send("ask for the generation of rules", number);
            return rejection.isPresent() ? OptionalLong.empty() : number.heard;
        } catch (NetlinkFailure e) {
            askNoMore();
            return OptionalLong.empty();
        }
    }

    private static final class Generation implements NetlinkSocket.Parts {
        private OptionalLong heard = OptionalLong.empty();

        @Override
        public void hear(MemorySegment bytes, long from, long to) throws NetlinkFailure {
            long at = Attributes.find(bytes, from, to, NUMBER);
            heard = at == Attributes.NONE ? OptionalLong.empty() : OptionalLong.of(Attributes.u32(bytes, at));
        }
    }

    private void askNoMore() {
        if (asking != null) {
            asking.close();
            asking = null;
        }
    }

    private void hear(MemorySegment incoming, long received) {
        long at = 0;
        while (received - at >= LENGTH_OF_HEADER) {
            int length = incoming.get(INT, at);
            if (length < LENGTH_OF_HEADER || length > received - at) {
                return;
            }
            if (Short.toUnsignedInt(incoming.get(SHORT, at + 4)) == NEW_GENERATION) {
                heard.add(Integer.toUnsignedLong(incoming.get(INT, at + 12)));
            }
            at += Attributes.align(length);
        }
    }

    @Override
    public void rest() {
        var open = ear;
        if (open != null) {
            try {
                open.file.leave(GROUP);
            } catch (NetlinkFailure e) {
                hearNoMore();
            }
        }
    }

    @Override
    public void close() {
        askNoMore();
        hearNoMore();
    }

    private void hearNoMore() {
        if (ear != null) {
            ear.close();
            ear = null;
        }
    }
}
