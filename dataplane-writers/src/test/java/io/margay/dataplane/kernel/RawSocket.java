package io.margay.dataplane.kernel;

import static io.margay.dataplane.kernel.Natives.call;
import static io.margay.dataplane.kernel.Natives.libc;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// Packets of any IP protocol, for tests: what no Java socket can send. Opened in the network namespace of the thread.
public final class RawSocket implements AutoCloseable {
    private static final MethodHandle SOCKET = libc("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = libc("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle OPTION =
            libc("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND =
            libc("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECEIVE = libc("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final int RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int LONGEST = 2048;

    private final int file;
    private final IpVersion version;

    private RawSocket(int file, IpVersion version) {
        this.file = file;
        this.version = version;
    }

    /// A socket for all packets of a protocol.
    public static RawSocket open(IpVersion version, int protocol) {
        return new RawSocket((int) call(SOCKET, version == IpVersion.V4 ? 2 : 10, RAW, protocol), version);
    }

    /// Sends what follows the IP header.
    public void send(Ip to, byte[] payload) {
        try (var arena = Arena.ofConfined()) {
            int length = version == IpVersion.V4 ? 16 : 28;
            var address = arena.allocate(length);
            address.set(JAVA_SHORT, 0, (short) (version == IpVersion.V4 ? 2 : 10));
            MemorySegment.copy(to.bytes(), 0, address, JAVA_BYTE, version == IpVersion.V4 ? 4 : 8, to.bytes().length);
            var bytes = arena.allocateFrom(JAVA_BYTE, payload);
            call(SEND, file, bytes, (long) payload.length, 0, address, length);
        }
    }

    /// Whether any packet comes in time.
    public boolean hears(Duration patience) {
        try (var arena = Arena.ofConfined()) {
            var timeout = arena.allocate(16);
            timeout.set(JAVA_LONG, 0, patience.toSeconds());
            timeout.set(JAVA_LONG, 8, patience.toNanosPart() / 1000L);
            call(OPTION, file, SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
            return call(RECEIVE, file, arena.allocate(LONGEST), (long) LONGEST, 0) >= 0;
        }
    }

    @Override
    public void close() {
        call(CLOSE, file);
    }
}
