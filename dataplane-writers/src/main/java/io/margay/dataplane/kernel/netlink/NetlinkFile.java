package io.margay.dataplane.kernel.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.margay.dataplane.kernel.Libc;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// The file of a netlink socket: the system calls, and what each failure of one means.
///
/// It belongs to the network namespace of the thread that opened it, and keeps that namespace alive; any thread may use
/// it later. It is connected to the kernel, so no other process can send to it.
final class NetlinkFile implements AutoCloseable {
    /// Room for answers to all that fits into one send, should the kernel send all of it back.
    static final int RECEIVE_BUFFER = 1 << 20;

    /// What of the kernel it is connected to.
    enum Part {
        ROUTE(0),
        NETFILTER(12);

        private final int number;

        Part(int number) {
            this.number = number;
        }
    }

    private static final MethodHandle SOCKET =
            Libc.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT =
            Libc.function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle OPTION = Libc.function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            Libc.function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            Libc.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int LENGTH_OF_ADDRESS = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_DROP_MEMBERSHIP = 2;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NANOS_IN_MICRO = 1000;
    /// `recv` then says how long the answer was, not how much of it fitted.
    private static final int MSG_TRUNC = 0x20;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;
    /// The kernel answers within the send, so this is never waited for unless something is wrong.
    private static final long PATIENCE_SECONDS = 10;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = Libc.state(arena);
    private final int number;

    /// Opened on a thread of the namespace.
    private NetlinkFile(Part part, int receiveBuffer) throws NetlinkFailure {
        try {
            number = (int) checked(
                    "socket", (int) SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, part.number));
        } catch (NetlinkFailure e) {
            arena.close();
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
        try {
            prepare(receiveBuffer);
        } catch (NetlinkFailure e) {
            close();
            throw e;
        }
    }

    /// A socket in a network namespace.
    static NetlinkFile open(Netns netns, Part part, int receiveBuffer) throws NetlinkFailure {
        try {
            return new NetnsThreads(netns)
                    .call(() -> new NetlinkFile(part, receiveBuffer))
                    .join();
        } catch (CompletionException e) {
            var cause = e.getCause();
            var why = cause == null || cause.getMessage() == null ? e.toString() : cause.getMessage();
            throw new NetlinkFailure("no netlink socket in network namespace " + netns + ": " + why);
        }
    }

    private void prepare(int receiveBuffer) throws NetlinkFailure {
        buffer(SO_SNDBUFFORCE, SO_SNDBUF, 2 * Outgoing.CAPACITY);
        buffer(SO_RCVBUFFORCE, SO_RCVBUF, receiveBuffer);
        try (var some = Arena.ofConfined()) {
            var patience = some.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
            patience.set(JAVA_LONG, 0, PATIENCE_SECONDS);
            option(SOL_SOCKET, SO_RCVTIMEO, patience);
            option(SOL_NETLINK, NETLINK_CAP_ACK, some.allocateFrom(JAVA_INT, 1));
            var kernel = some.allocate(LENGTH_OF_ADDRESS, JAVA_INT.byteAlignment());
            kernel.set(JAVA_SHORT, 0, (short) AF_NETLINK);
            checked("connect", (int) CONNECT.invokeExact(state, number, kernel, LENGTH_OF_ADDRESS));
        } catch (NetlinkFailure e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Beyond the host's bounds where that is allowed; else up to them, and a send that is too long says so.
    private void buffer(int beyond, int within, int size) throws NetlinkFailure {
        try (var some = Arena.ofConfined()) {
            var value = some.allocateFrom(JAVA_INT, size);
            if (set(SOL_SOCKET, beyond, value) != 0) {
                option(SOL_SOCKET, within, value);
            }
        }
    }

    private void option(int level, int option, MemorySegment value) throws NetlinkFailure {
        checked("setsockopt " + option, set(level, option, value));
    }

    private int set(int level, int option, MemorySegment value) {
        try {
            return (int) OPTION.invokeExact(state, number, level, option, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sends all of it, or fails.
    void send(MemorySegment bytes, int length, String attempted) throws NetlinkFailure {
        long sent = sendOnce(bytes, length);
        while (sent < 0 && Libc.errno(state) == EINTR) {
            sent = sendOnce(bytes, length);
        }
        if (checked(attempted + ": send of " + length + " bytes", sent) != length) {
            throw new NetlinkFailure(attempted + ": " + sent + " of " + length + " bytes were sent");
        }
    }

    /// Waits for answers; how many bytes of them there are in `into`.
    long receive(MemorySegment into, String attempted) throws NetlinkFailure {
        long length = receiveOnce(into);
        while (length < 0 && Libc.errno(state) == EINTR) {
            length = receiveOnce(into);
        }
        if (length < 0) {
            throw new NetlinkFailure(attempted + ": " + unheard(Libc.errno(state)));
        }
        if (length == 0 || length > into.byteSize()) {
            throw new NetlinkFailure(attempted + ": an answer of " + length + " bytes, at most " + into.byteSize());
        }
        return length;
    }

    /// Waits for what the kernel tells a group; how many bytes of it there are in `into`: 0 where nothing came in time,
    /// or something was lost.
    long hear(MemorySegment into, Duration atMost) {
        try (var some = Arena.ofConfined()) {
            var patience = some.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
            patience.set(JAVA_LONG, 0, atMost.toSeconds());
            patience.set(JAVA_LONG, JAVA_LONG.byteSize(), atMost.toNanosPart() / NANOS_IN_MICRO);
            if (set(SOL_SOCKET, SO_RCVTIMEO, patience) != 0) {
                return 0;
            }
        }
        long length = receiveOnce(into);
        return length < 0 || length > into.byteSize() ? 0 : length;
    }

    /// From now on what a group is told is heard, too.
    void join(int group) throws NetlinkFailure {
        member(NETLINK_ADD_MEMBERSHIP, group);
    }

    /// And now no more.
    void leave(int group) throws NetlinkFailure {
        member(NETLINK_DROP_MEMBERSHIP, group);
    }

    private void member(int change, int group) throws NetlinkFailure {
        try (var some = Arena.ofConfined()) {
            option(SOL_NETLINK, change, some.allocateFrom(JAVA_INT, group));
        }
    }

    private static String unheard(int errno) {
        return switch (errno) {
            case ENOBUFS -> "answers were lost, since there were too many (ENOBUFS)";
            case EAGAIN -> "no answer within " + PATIENCE_SECONDS + " s (EAGAIN)";
            default -> "recv: " + Libc.nameOf(errno);
        };
    }

    private long sendOnce(MemorySegment bytes, long length) {
        try {
            return (long) SEND.invokeExact(state, number, bytes, length, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private long receiveOnce(MemorySegment into) {
        try {
            return (long) RECEIVE.invokeExact(state, number, into, into.byteSize(), MSG_TRUNC);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private long checked(String call, long result) throws NetlinkFailure {
        if (result < 0) {
            throw new NetlinkFailure(call + ": " + Libc.nameOf(Libc.errno(state)));
        }
        return result;
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a system call could not be made", e);
    }

    /// Nothing is lost where this fails: the kernel lets go of the file in any case.
    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(state, number);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        arena.close();
    }
}
