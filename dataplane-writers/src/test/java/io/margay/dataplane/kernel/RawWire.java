package io.margay.dataplane.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Raw sockets in many network namespaces, for tests: sends whole IP packets in any of them, and hears what reaches the
/// stack of any of them, past all its rules. Used by one thread; no call waits but as said.
///
/// Cost: 2 to 3 us a packet sent, beside what the kernel does with it; as much for one heard.
public final class RawWire implements AutoCloseable {
    /// Told each packet heard.
    @FunctionalInterface
    public interface Listener {
        /// A packet reached a place.
        ///
        /// @param payload what follows the IP header; good until this returns
        void heard(int place, Protocol protocol, ByteBuffer payload);
    }

    private record Ear(int place, IpVersion version, Protocol protocol) {}

    private static final MethodHandle SOCKET =
            Libc.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle OPTION = Libc.function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND = Libc.function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECEIVE =
            Libc.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle POLL =
            Libc.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int IPPROTO_RAW = 255;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int ROOM = 8 << 20;
    private static final short POLLIN = 1;
    private static final int LONGEST = 2048;
    private static final int POLL_ENTRY = 8;
    private static final int REVENTS = 6;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = Libc.state(arena);
    private final MemorySegment outgoing = arena.allocate(LONGEST);
    private final MemorySegment incoming = arena.allocate(LONGEST);
    private final MemorySegment address4 = arena.allocate(16, 4);
    private final MemorySegment address6 = arena.allocate(28, 4);
    private final List<int[]> senders = new ArrayList<>();
    private final List<Ear> ears = new ArrayList<>();
    private final MemorySegment polled;

    private RawWire(List<Netns> places, List<Protocol> protocols) {
        address4.set(JAVA_SHORT, 0, (short) AF_INET);
        address6.set(JAVA_SHORT, 0, (short) AF_INET6);
        polled = arena.allocate((long) POLL_ENTRY * places.size() * protocols.size() * IpVersion.values().length, 4);
        for (int place = 0; place < places.size(); place++) {
            int number = place;
            new NetnsThreads(places.get(place))
                    .call(() -> open(number, protocols))
                    .join();
        }
    }

    /// Sockets in each of these places; a place is named by its index.
    public static RawWire open(List<Netns> places, List<Protocol> protocols) {
        return new RawWire(places, protocols);
    }

    private int open(int place, List<Protocol> protocols) {
        int[] fds = new int[IpVersion.values().length];
        for (var version : IpVersion.values()) {
            fds[index(version)] = socket(version, IPPROTO_RAW);
            protocols.stream().filter(it -> isOf(it, version)).forEach(it -> listen(new Ear(place, version, it)));
        }
        senders.add(fds);
        return place;
    }

    private static boolean isOf(Protocol protocol, IpVersion version) {
        return !protocol.equals(version == IpVersion.V4 ? Protocol.ICMPV6 : Protocol.ICMP);
    }

    private void listen(Ear ear) {
        int fd = socket(ear.version, ear.protocol.number());
        try (var some = Arena.ofConfined()) {
            check((int)
                    OPTION.invokeExact(state, fd, SOL_SOCKET, SO_RCVBUFFORCE, some.allocateFrom(JAVA_INT, ROOM), 4));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        polled.set(JAVA_INT, (long) ears.size() * POLL_ENTRY, fd);
        polled.set(JAVA_SHORT, (long) ears.size() * POLL_ENTRY + 4, POLLIN);
        ears.add(ear);
    }

    private int socket(IpVersion version, int protocol) {
        try {
            int family = version == IpVersion.V4 ? AF_INET : AF_INET6;
            return (int)
                    check((int) SOCKET.invokeExact(state, family, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a whole packet from a place; whether the place's own stack took it.
    ///
    /// @param packet with its IP header
    public boolean send(int place, Ip to, byte[] packet) {
        MemorySegment.copy(packet, 0, outgoing, JAVA_BYTE, 0, packet.length);
        boolean isV4 = to.version() == IpVersion.V4;
        var address = isV4 ? address4 : address6;
        byte[] bytes = to.bytes();
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, isV4 ? 4 : 8, bytes.length);
        try {
            long sent = (long) SEND.invokeExact(
                    state, senders.get(place)[index(to.version())], outgoing, (long) packet.length, 0, address, (int)
                            address.byteSize());
            return sent == packet.length;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Tells all that has come; waits for the first, no longer than `patience`. Whether there was any.
    public boolean hear(Duration patience, Listener listener) {
        try {
            int ready = (int) POLL.invokeExact(state, polled, (long) ears.size(), (int) patience.toMillis());
            for (int i = 0; ready > 0 && i < ears.size(); i++) {
                drain(i, listener);
            }
            return ready > 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void drain(int number, Listener listener) throws Throwable {
        if (polled.get(JAVA_SHORT, (long) number * POLL_ENTRY + REVENTS) == 0) {
            return;
        }
        var ear = ears.get(number);
        int fd = polled.get(JAVA_INT, (long) number * POLL_ENTRY);
        for (int length = receive(fd); length >= 0; length = receive(fd)) {
            // A socket of IPv4 gives the header, one of IPv6 does not.
            int header = ear.version == IpVersion.V4 ? (incoming.get(JAVA_BYTE, 0) & 0xf) * 4 : 0;
            listener.heard(
                    ear.place,
                    ear.protocol,
                    incoming.asSlice(header, Math.max(0, length - header)).asByteBuffer());
        }
    }

    private int receive(int fd) throws Throwable {
        return (int) (long) RECEIVE.invokeExact(state, fd, incoming, (long) LONGEST, 0);
    }

    private static int index(IpVersion version) {
        return version == IpVersion.V4 ? 0 : 1;
    }

    private long check(long result) {
        if (result < 0) {
            throw new IllegalStateException(Libc.nameOf(Libc.errno(state)));
        }
        return result;
    }

    @Override
    public void close() {
        try {
            for (int i = 0; i < ears.size(); i++) {
                check((int) CLOSE.invokeExact(state, polled.get(JAVA_INT, (long) i * POLL_ENTRY)));
            }
            for (int[] fds : senders) {
                check((int) CLOSE.invokeExact(state, fds[0]));
                check((int) CLOSE.invokeExact(state, fds[1]));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }
}
