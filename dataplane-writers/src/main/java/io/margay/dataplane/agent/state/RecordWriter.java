package io.margay.dataplane.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Writes messages as records, see [Records]. Cost: a copy of each byte, and its checksum; holds one record.
final class RecordWriter {
    private final Disk.Tail to;
    private byte[] buffer = new byte[Records.USUAL];
    private int size = Records.FRAME;
    private long written;

    RecordWriter(Disk.Tail to) {
        this.to = to;
    }

    /// A part of a message; where the record gets long, the message goes on in another.
    void put(byte[] part) throws IOException {
        if (size > Records.FRAME && part.length > Records.USUAL - size) {
            write(Records.MORE);
        }
        if (part.length > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, size + part.length);
        }
        System.arraycopy(part, 0, buffer, size, part.length);
        size += part.length;
    }

    /// The message ends.
    void end() throws IOException {
        write(0);
    }

    /// How much was written.
    long written() {
        return written;
    }

    private void write(int flags) throws IOException {
        var record = ByteBuffer.wrap(buffer, 0, size);
        record.putInt(0, (size - Records.FRAME) | flags);
        var sum = new CRC32C();
        sum.update(buffer, 0, Integer.BYTES);
        sum.update(buffer, Records.FRAME, size - Records.FRAME);
        record.putInt(Integer.BYTES, (int) sum.getValue());
        to.write(record);
        written += size;
        size = Records.FRAME;
        if (buffer.length > Records.USUAL) {
            buffer = new byte[Records.USUAL];
        }
    }
}
