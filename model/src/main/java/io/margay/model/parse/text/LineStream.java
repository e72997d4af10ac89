package io.margay.model.parse.text;

import java.io.InputStream;

/// The lines from the next one on as a stream that gives at most one line a read, and ends at a mark (`---`, `...`).
///
/// So a parser that stops has read no further than the present line, or the one after a line of less than 4 bytes.
final class LineStream extends InputStream {
    private final Lines lines;
    private int at;
    private boolean inLine;
    private boolean ended;

    LineStream(Lines lines) {
        this.lines = lines;
    }

    @Override
    public int read() {
        if (!ready()) {
            return -1;
        }
        if (at == lines.to()) {
            inLine = false;
            return '\n';
        }
        return lines.buffer()[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        var count = Math.min(length, lines.to() - at);
        System.arraycopy(lines.buffer(), at, target, offset, count);
        at += count;
        if (count < length) {
            target[offset + count++] = '\n';
            inLine = false;
        }
        return count;
    }

    private boolean ready() {
        if (inLine) {
            return true;
        }
        if (ended || !lines.next()) {
            ended = true;
            return false;
        }
        if (YamlDocument.isMark(lines)) {
            lines.again();
            ended = true;
            return false;
        }
        at = lines.from();
        inLine = true;
        return true;
    }
}
