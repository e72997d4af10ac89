package io.margay.load.agent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A message to a host in a file, in the pieces that an engine gives.
public final class MessageFile {
    private MessageFile() {}

    /// Writes a message.
    public static void write(Path file, List<byte[]> pieces) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(pieces.size());
            for (var piece : pieces) {
                out.writeInt(piece.length);
                out.write(piece);
            }
        }
    }

    /// Reads a message.
    public static List<byte[]> read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            var pieces = new ArrayList<byte[]>(count);
            for (int i = 0; i < count; i++) {
                pieces.add(in.readNBytes(in.readInt()));
            }
            return pieces;
        }
    }
}
