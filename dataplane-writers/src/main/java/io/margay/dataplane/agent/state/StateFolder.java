package io.margay.dataplane.agent.state;

import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder that holds the last good state of one host: the last whole state, and the updates after it. Blocks; for one
/// thread at a time.
///
/// ```text
/// agent.state      head | whole state, as records | update | update | …      see Head, Records
/// agent.state.new  while a whole state is written; then it takes the place of agent.state
/// agent.state.damaged…  what could not be read: kept aside
/// agent.lock       locked by the agent that uses the folder; empty
/// ```
/// What is in the file at any moment, whatever befalls the machine, is a state that the host enforced. Reading cuts a
/// damaged tail off, and keeps a file with a damaged head or whole state aside. A file of another node or of a newer
/// format is left alone.
///
/// Cost of [#append]: the bytes of the updates, and one fsync. Of [#replace]: the bytes of the state, and two fsyncs,
/// of the new file and of the folder; it holds one part of the state encoded, and one record. Reading: one pass, see
/// [StateReader]. Space: the state and a log as long as it ([Ledger]), and once more the state while it is replaced.
public final class StateFolder implements AutoCloseable {
    /// What was there at the start.
    ///
    /// @param replica what the host held; of revision 0: nothing is known
    /// @param isKept whether the file can be written after
    /// @param notes what a person should know
    public record Restored(HostReplica replica, boolean isKept, List<String> notes) {
        public Restored {
            notes = List.copyOf(notes);
        }
    }

    /// What came of writing.
    public sealed interface Outcome {}

    /// It is on the disk.
    ///
    /// @param whole how many bytes the whole state has
    /// @param log how many the updates after it have
    public record Kept(long whole, long log) implements Outcome {}

    /// It is not, and only a whole state can be written next; what was there before still is.
    public record NotKept(String why) implements Outcome {}

    private static final String FILE = "agent.state";

    private final Path folder;
    private final Path file;
    private final String node;
    private final Disk disk;
    private @Nullable FolderLock lock;
    /// Where updates go; null where only a whole state can be written.
    private Disk.@Nullable Tail tail;
    private long whole;
    private long size;
    /// Whether the file may be replaced: it was read, or written, under the lock.
    private boolean isOurs;

    /// The folder, of which nothing is known yet.
    public StateFolder(Path folder, String node) {
        this(folder, node, Disk.REAL);
    }

    StateFolder(Path folder, String node, Disk disk) {
        this.folder = folder.toAbsolutePath();
        this.file = this.folder.resolve(FILE);
        this.node = node;
        this.disk = disk;
    }

    /// Reads what is there, and makes ready for what comes. Where the folder cannot be written, it is read still; where
    /// another process uses it, it is not.
    public Restored open() {
        var notes = new ArrayList<String>();
        try {
            lock();
        } catch (Refusal e) {
            return new Restored(new HostReplica(), false, List.of(e.words));
        } catch (IOException e) {
            notes.add(cannotKeep(e));
        }
        return switch (StateReader.read(file, node)) {
            case StateReader.Nothing() -> restored(new HostReplica(), notes);
            case StateReader.Refused(var why) -> {
                notes.add(why + "; it is left as it is");
                yield new Restored(new HostReplica(), false, notes);
            }
            case StateReader.Damaged(var why) -> {
                notes.add(file + " is damaged: " + why + putAside());
                yield restored(new HostReplica(), notes);
            }
            case StateReader.Good good -> {
                if (!good.cut().isEmpty()) {
                    notes.add(file + " is damaged behind revision "
                            + good.replica().revision() + ": " + good.cut());
                }
                extend(good, notes);
                yield restored(good.replica(), notes);
            }
        };
    }

    /// Adds updates that the host enforces, in their order, each a message of the host protocol, after those that are
    /// there.
    public Outcome append(List<byte[]> messages) {
        var to = tail;
        if (to == null) {
            return new NotKept(file + " has no whole state to add to");
        }
        try {
            var records = new RecordWriter(to);
            for (var message : messages) {
                records.put(message);
                records.end();
            }
            to.force();
            size += records.written();
            return new Kept(whole, size - whole);
        } catch (IOException e) {
            giveUp(to);
            return new NotKept(cannotKeep(e));
        }
    }

    /// Writes a whole state that the host enforces in the place of all that is there.
    public Outcome replace(Update state) {
        Disk.Tail to = null;
        var fresh = folder.resolve(FILE + ".new");
        try {
            lock();
            own();
            to = disk.create(fresh);
            write(state, to);
            disk.replace(fresh, file);
            closeTail();
            tail = to;
            return new Kept(whole, 0);
        } catch (IOException e) {
            discard(to, fresh);
            return new NotKept(cannotKeep(e));
        }
    }

    @Override
    public void close() throws IOException {
        closeTail();
        if (lock != null) {
            lock.close();
            lock = null;
        }
        isOurs = false;
    }

    private void lock() throws IOException {
        if (lock == null) {
            Files.createDirectories(folder);
            lock = FolderLock.take(folder.resolve("agent.lock"));
        }
        if (lock == null) {
            throw new Refusal(file + " is in use by another process, and is neither read nor written");
        }
    }

    private Restored restored(HostReplica replica, List<String> notes) {
        isOurs = lock != null;
        return new Restored(replica, tail != null, notes);
    }

    /// What is there may be replaced, if it is this host's.
    private void own() throws IOException {
        if (isOurs) {
            return;
        }
        switch (StateReader.read(file, node)) {
            case StateReader.Refused(var why) -> throw new Refusal(why);
            case StateReader.Damaged _ -> putAside();
            case StateReader.Nothing _, StateReader.Good _ -> {}
        }
        isOurs = true;
    }

    private void write(Update state, Disk.Tail to) throws IOException {
        var head = Head.of(node, state.incarnation(), state.revision());
        to.write(ByteBuffer.wrap(head.bytes()));
        var records = new RecordWriter(to);
        records.put(HostProtocol.header(state));
        for (var part : state.parts()) {
            records.put(HostProtocol.encode(part.part()));
        }
        records.end();
        to.force();
        whole = head.size() + records.written();
        size = whole;
    }

    private void extend(StateReader.Good good, List<String> notes) {
        if (lock == null) {
            return;
        }
        try {
            var to = disk.extend(file);
            tail = to;
            if (!good.cut().isEmpty()) {
                to.cut(good.size());
                to.force();
            }
            whole = good.whole();
            size = good.size();
        } catch (IOException e) {
            notes.add(cannotKeep(e));
            closeTail();
        }
    }

    /// In words that go on after what is wrong.
    private String putAside() {
        try {
            var aside = folder.resolve(FILE + ".damaged");
            for (int number = 2; Files.exists(aside); number++) {
                aside = folder.resolve(FILE + ".damaged" + number);
            }
            if (lock != null) {
                Files.move(file, aside);
                return "; it is kept as " + aside.getFileName();
            }
            return "; it is left as it is";
        } catch (IOException e) {
            return "; it could not be put aside: " + e;
        }
    }

    /// A part of a record may be there: it is cut off, now or when the file is read.
    private void giveUp(Disk.Tail to) {
        try {
            to.cut(size);
        } catch (IOException _) {
            // reading cuts it off
        }
        closeTail();
    }

    private void discard(Disk.@Nullable Tail to, Path fresh) {
        try {
            if (to != null) {
                to.close();
                Files.deleteIfExists(fresh);
            }
        } catch (IOException _) {
            // the next one is written over it
        }
        closeTail();
    }

    private void closeTail() {
        try {
            if (tail != null) {
                tail.close();
            }
        } catch (IOException _) {
            // what was forced is there, and nothing else was promised
        }
        tail = null;
    }

    private String cannotKeep(IOException e) {
        var why = e instanceof Refusal refusal ? refusal.words : e.toString();
        return "the state cannot be kept in " + folder + ": " + why;
    }

    /// The folder is not for this agent.
    private static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        private final String words;

        private Refusal(String words) {
            super(words);
            this.words = words;
        }
    }
}
