package io.margay.model.parse.text;

import java.io.IOException;
import java.io.InputStream;

/// A stream that fails at its first byte.
final class DiskGone extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("the disk is gone");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throw new IOException("the disk is gone");
    }
}
