package io.margay.dataplane.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The connections that a network namespace knows, for tests.
public final class Flows {
    private static final MethodHandle SOCKET =
            Libc.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            Libc.function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            Libc.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 0x80003;
    private static final int NETLINK_NETFILTER = 12;
    /// Of the conntrack part of netfilter: delete; with no tuple it means all of them.
    private static final short DELETE = 0x0102;
    private static final short REQUEST_ACK = 5;
    private static final int LENGTH = 20;
    private static final int ANSWER_ROOM = 256;
    private static final int ERROR_AT = 16;

    private Flows() {}

    /// Makes a namespace forget all connections; the next packet of each is a new one's first.
    ///
    /// Errors: `IllegalStateException` where the kernel cannot.
    public static void forgetAll(Netns netns) {
        var _ = new NetnsThreads(netns).call(Flows::deleteAll).join();
    }

    private static int deleteAll() throws Exception {
        byte[] message = ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.nativeOrder())
                .putInt(LENGTH)
                .putShort(DELETE)
                .putShort(REQUEST_ACK)
                .array();
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            int fd = (int) SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER);
            var sent = (long)
                    SEND.invokeExact(state, fd, arena.allocateFrom(JAVA_BYTE, message), (long) message.length, 0);
            var answer = arena.allocate(ANSWER_ROOM, 4);
            var got = (long) RECEIVE.invokeExact(state, fd, answer, (long) ANSWER_ROOM, 0);
            var closed = (int) CLOSE.invokeExact(state, fd);
            if (sent != LENGTH || got <= ERROR_AT || closed != 0 || answer.get(JAVA_INT, ERROR_AT) != 0) {
                throw new IllegalStateException("forgetting connections: " + answer.get(JAVA_INT, ERROR_AT));
            }
            return closed;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
