package io.margay.dataplane.agent.state;

import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.model.update.Watcher;
import io.margay.wire.HostProtocol;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a state's file. Holds, beside the replica that it makes, one record and what the update that is being read
/// changes; nothing of the file's size.
///
/// Whatever goes wrong with a message is damage, bugs of ours among it: a file that an agent fell over at each start
/// would keep the engine's word from its host.
final class StateReader {
    /// What a file is worth.
    sealed interface Found {}

    /// There is none.
    record Nothing() implements Found {}

    /// It has a state.
    ///
    /// @param replica what its host held
    /// @param size how much of the file is right
    /// @param whole how much of that is the whole state, the head with it
    /// @param cut what is wrong with the rest; empty: there is none
    record Good(HostReplica replica, long size, long whole, String cut) implements Found {}

    /// It is a state no longer.
    record Damaged(String why) implements Found {}

    /// It is somebody else's, or cannot be read.
    record Refused(String why) implements Found {}

    private final Head head;
    private final Records records;
    private final HostReplica replica = new HostReplica();

    private StateReader(Head head, Records records) {
        this.head = head;
        this.records = records;
    }

    /// Reads the state of a node.
    static Found read(Path file, String node) {
        if (Files.notExists(file)) {
            return new Nothing();
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), Records.USUAL))) {
            long size = Files.size(file);
            var head = Head.read(in);
            if (head.format() > Head.FORMAT) {
                return new Refused(file + " is of format " + head.format()
                        + ", written by a newer agent; this one reads " + Head.FORMAT);
            }
            if (!head.node().equals(node)) {
                return new Refused(file + " is the state of node " + head.node() + ", not of " + node);
            }
            return new StateReader(head, new Records(in, head.size(), size)).found(size);
        } catch (Damage | RuntimeException e) {
            return new Damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Refused(file + " cannot be read: " + e);
        }
    }

    private Found found(long size) throws IOException {
        var first = next();
        if (first == null) {
            throw new Damage("it ends with its head");
        }
        if (replica.revision() != head.revision() || replica.incarnation() != head.incarnation()) {
            throw new Damage("its state is not the one that its head names");
        }
        long whole = records.position();
        long good = whole;
        try {
            while (next() != null) {
                good = records.position();
            }
            return new Good(replica, good, whole, "");
        } catch (Damage | RuntimeException e) {
            return new Good(
                    replica, good, whole, "the last " + (size - good) + " bytes are not used: " + e.getMessage());
        }
    }

    /// Takes the next message; null where there is none. What fails is not taken.
    private @Nullable Update next() throws IOException {
        var piece = records.next();
        if (piece == null) {
            return null;
        }
        var header = HostProtocol.readUpdate(piece.payload);
        if (!header.node().equals(head.node())) {
            throw new Damage("it holds an update of node " + header.node());
        }
        var arrival = replica.begin(header);
        header.parts().forEach(part -> arrival.take(part.part()));
        while (!piece.isLast) {
            piece = records.next();
            if (piece == null) {
                throw new Damage("an update is cut short");
            }
            HostProtocol.readParts(piece.payload).forEach(part -> arrival.take(part.part()));
        }
        arrival.commit(Watcher.NOBODY);
        return header;
    }
}
