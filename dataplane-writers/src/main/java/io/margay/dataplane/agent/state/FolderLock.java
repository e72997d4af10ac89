package io.margay.dataplane.agent.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One process's right to a folder; ends with the process, however that ends.
///
/// The lock is on a file of its own, as the state's file is another each time that it is replaced. Closing any channel
/// of a locked file gives up the process's lock, so folders that this process has are never tried again.
final class FolderLock implements AutoCloseable {
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Locks a folder by a file in it; null where somebody else has it.
    ///
    /// Errors: `IOException` where that cannot be known.
    static @Nullable FolderLock take(Path file) throws IOException {
        var real = file.resolveSibling("").toRealPath().resolve(file.getFileName());
        if (!OURS.add(real)) {
            return null;
        }
        FileChannel channel = null;
        boolean isTaken = false;
        try {
            channel = FileChannel.open(real, CREATE, WRITE);
            isTaken = channel.tryLock() != null;
            return isTaken ? new FolderLock(real, channel) : null;
        } finally {
            if (!isTaken) {
                close(channel);
                OURS.remove(real);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        OURS.remove(file);
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
