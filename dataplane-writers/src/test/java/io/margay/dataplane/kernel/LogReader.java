package io.margay.dataplane.kernel;

import static io.margay.dataplane.kernel.Natives.call;
import static io.margay.dataplane.kernel.Natives.libc;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Hears what NFLOG rules say, for tests. Opened in the network namespace of the thread.
public final class LogReader implements AutoCloseable {
    private static final MethodHandle SOCKET = libc("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = libc("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle OPTION =
            libc("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND = libc("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECEIVE = libc("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

    private static final int NETLINK = 16;
    private static final int RAW = 3;
    private static final int NETFILTER = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final short PACKET = 4 << 8;
    private static final short CONFIG = PACKET | 1;
    private static final int HEADERS = 20;
    private static final int COMMAND = 1;
    private static final int MODE = 2;
    private static final int THRESHOLD = 5;
    private static final int PREFIX = 10;
    private static final int LONGEST = 1 << 16;

    private final int file;
    private final short group;

    private LogReader(int file, int group) {
        this.file = file;
        this.group = (short) group;
    }

    /// A reader of one group, who hears of every packet from now on.
    public static LogReader open(int group) {
        var reader = new LogReader((int) call(SOCKET, NETLINK, RAW, NETFILTER), group);
        reader.configure(COMMAND, new byte[] {1});
        // 80 bytes of each packet.
        reader.configure(MODE, new byte[] {0, 0, 0, 80, 2, 0});
        reader.configure(THRESHOLD, new byte[] {0, 0, 0, 1});
        return reader;
    }

    private void configure(int attribute, byte[] value) {
        int length = HEADERS + 4 + value.length;
        var message = ByteBuffer.allocate((length + 3) & ~3).order(ByteOrder.nativeOrder());
        message.putInt(message.capacity())
                .putShort(CONFIG)
                .putShort((short) 1)
                .putInt(1)
                .putInt(0);
        message.put((byte) 0).put((byte) 0).order(ByteOrder.BIG_ENDIAN).putShort(group);
        message.order(ByteOrder.nativeOrder())
                .putShort((short) (4 + value.length))
                .putShort((short) attribute);
        message.put(value);
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocateFrom(JAVA_BYTE, message.array());
            call(SEND, file, bytes, (long) message.capacity(), 0);
        }
    }

    /// The prefixes of the packets in the next message; none where none comes in time.
    public List<String> prefixes(Duration patience) {
        try (var arena = Arena.ofConfined()) {
            var timeout = arena.allocate(16, 8);
            timeout.set(JAVA_LONG, 0, patience.toSeconds());
            timeout.set(JAVA_LONG, 8, patience.toNanosPart() / 1000L);
            call(OPTION, file, SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
            var bytes = arena.allocate(LONGEST, 8);
            long length = call(RECEIVE, file, bytes, (long) LONGEST, 0);
            return length < 0 ? List.of() : messages(bytes.asSlice(0, length));
        }
    }

    private static List<String> messages(MemorySegment bytes) {
        var prefixes = new ArrayList<String>();
        long at = 0;
        while (at + HEADERS <= bytes.byteSize()) {
            int length = bytes.get(JAVA_INT, at);
            if (bytes.get(JAVA_SHORT, at + 4) == PACKET) {
                addPrefix(bytes.asSlice(at + HEADERS, length - HEADERS), prefixes);
            }
            at += (length + 3) & ~3;
        }
        return prefixes;
    }

    private static void addPrefix(MemorySegment attributes, List<String> prefixes) {
        long at = 0;
        while (at + 4 <= attributes.byteSize()) {
            int length = Short.toUnsignedInt(attributes.get(JAVA_SHORT, at));
            if (attributes.get(JAVA_SHORT, at + 2) == PREFIX) {
                prefixes.add(attributes.asSlice(at + 4, length - 4).getString(0, StandardCharsets.UTF_8));
            }
            at += (length + 3) & ~3;
        }
    }

    @Override
    public void close() {
        call(CLOSE, file);
    }
}
