package io.margay.dataplane.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.margay.dataplane.kernel.Netns;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A conversation with the kernel, mostly with netfilter. Used by one thread at a time.
///
/// Messages are written into [#begin]'s buffer and sent together; the kernel carries them out in order, inside the
/// send, and answers each with its sequence number:
///
/// ```text
/// we      ═▶  [message 7][message 8][message 9]
/// kernel  ═▶  [ack 7: 0][ack 8: error -4352, with message 8 sent back][ack 9: 0]
///
/// we      ═▶  [dump 10]
/// kernel  ═▶  [part 10][part 10] … [done 10: 0]
/// ```
///
/// A message that is refused does not keep those behind it from being carried out: what must not happen then is sent
/// later. An answer that was lost, is too long or does not come is a failure of the socket, never taken for a success;
/// so is one that belongs to nothing that was sent.
final class NetlinkSocket implements AutoCloseable {
    /// The length of both heads of a message.
    static final int HEADERS = 20;

    /// The flags of a message whose answer has many parts.
    static final int DUMP = 0x300;

    private static final int LENGTH_OF_HEADER = 16;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int REQUEST = 1;
    private static final int ACKNOWLEDGE = 4;
    private static final int DUMP_INTERRUPTED = 0x10;
    /// More than one message with all that is sent back of it, and more than the kernel puts into a part of a dump.
    private static final int RECEIVE_CAPACITY = 128 << 10;

    /// Hears parts of answers.
    interface Parts {
        /// A part.
        ///
        /// @param from where its attributes begin
        /// @param to where they end
        void hear(MemorySegment bytes, long from, long to) throws NetlinkFailure;

        /// What is told changed meanwhile: it may be told twice, or not at all.
        default void interrupted() {}

        /// Whether a message that was refused with this error is as good as done.
        default boolean isDone(int error) {
            return false;
        }
    }

    private final Arena arena = Arena.ofShared();
    private final Outgoing outgoing = new Outgoing(arena);
    private final MemorySegment incoming = arena.allocate(RECEIVE_CAPACITY, Long.BYTES);
    private final NetlinkFile file;
    private int sequence;
    private int queued;
    private int answered;
    private @Nullable Rejection first;

    private NetlinkSocket(NetlinkFile file) {
        this.file = file;
    }

    /// A socket in a network namespace.
    ///
    /// Errors: `NetlinkFailure` with the call that failed and the name of its errno.
    static NetlinkSocket open(Netns netns) throws NetlinkFailure {
        return open(netns, NetlinkFile.RECEIVE_BUFFER);
    }

    /// One to another part of the kernel.
    static NetlinkSocket open(Netns netns, NetlinkFile.Part part) throws NetlinkFailure {
        return new NetlinkSocket(NetlinkFile.open(netns, part, NetlinkFile.RECEIVE_BUFFER));
    }

    /// One that can keep as many bytes of answers, as the kernel counts them.
    static NetlinkSocket open(Netns netns, int receiveBuffer) throws NetlinkFailure {
        return new NetlinkSocket(NetlinkFile.open(netns, NetlinkFile.Part.NETFILTER, receiveBuffer));
    }

    /// Begins a message, which the caller writes into the answer and ends.
    Outgoing begin(int type, int flags) {
        if (queued == 0) {
            outgoing.clear();
        }
        queued++;
        // A dump ends with an answer of its own; asked for another, ipset may give two.
        int answer = (flags & DUMP) == DUMP ? 0 : ACKNOWLEDGE;
        outgoing.begin(type, flags | REQUEST | answer, sequence + queued);
        return outgoing;
    }

    /// Sends what was begun and waits for all answers: the first that is a refusal, if one is.
    ///
    /// Errors: `NetlinkFailure`; the socket is then to be closed, since answers may still come.
    Optional<Rejection> send(String attempted, Parts parts) throws NetlinkFailure {
        if (queued == 0) {
            return Optional.empty();
        }
        answered = 0;
        first = null;
        file.send(outgoing.bytes(), outgoing.length(), attempted);
        while (answered < queued) {
            hear(file.receive(incoming, attempted), attempted, parts);
        }
        sequence += queued;
        queued = 0;
        return Optional.ofNullable(first);
    }

    private void hear(long received, String attempted, Parts parts) throws NetlinkFailure {
        long at = 0;
        while (at < received) {
            long left = received - at;
            int length = left < LENGTH_OF_HEADER ? 0 : incoming.get(JAVA_INT_UNALIGNED, at);
            if (length < LENGTH_OF_HEADER || length > left) {
                throw new NetlinkFailure(attempted + ": an answer that is not whole, of " + received + " bytes");
            }
            hearMessage(at, length, attempted, parts);
            at += Attributes.align(length);
        }
    }

    private void hearMessage(long at, int length, String attempted, Parts parts) throws NetlinkFailure {
        int number = incoming.get(JAVA_INT_UNALIGNED, at + 8) - sequence;
        if (number < 1 || number > queued) {
            throw new NetlinkFailure(attempted + ": an answer to message " + number + " of " + queued);
        }
        if ((incoming.get(JAVA_SHORT_UNALIGNED, at + 6) & DUMP_INTERRUPTED) != 0) {
            parts.interrupted();
        }
        switch (Short.toUnsignedInt(incoming.get(JAVA_SHORT_UNALIGNED, at + 4))) {
            case ERROR, DONE -> answered(at, length, attempted, parts);
            default -> parts.hear(incoming, at + HEADERS, at + length);
        }
    }

    private void answered(long at, int length, String attempted, Parts parts) throws NetlinkFailure {
        if (length < LENGTH_OF_HEADER + Integer.BYTES) {
            throw new NetlinkFailure(attempted + ": an answer of " + length + " bytes");
        }
        answered++;
        int error = -incoming.get(JAVA_INT_UNALIGNED, at + LENGTH_OF_HEADER);
        if (error != 0 && !parts.isDone(error) && first == null) {
            first = new Rejection(error, sentBack(at, length));
        }
    }

    /// A copy of the attributes that were refused, if they are there.
    private MemorySegment sentBack(long at, int length) {
        int heads = LENGTH_OF_HEADER + Integer.BYTES + HEADERS;
        return length <= heads
                ? MemorySegment.ofArray(new byte[0])
                : MemorySegment.ofArray(
                        incoming.asSlice(at + heads, length - heads).toArray(JAVA_BYTE));
    }

    @Override
    public void close() {
        file.close();
        arena.close();
    }
}
