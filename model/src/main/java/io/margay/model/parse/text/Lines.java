package io.margay.model.parse.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of an input as bytes, one at a time, without their ends; a byte order mark is left out.
///
/// The bytes of a line stay valid up to the next call of `next`. An input that cannot be read on ends there, and
/// `failure` says why.
final class Lines {
    private static final int FIRST_SIZE = 1 << 16;
    private static final int LONGEST = 1 << 30;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int filled;
    private int from;
    private int to;
    private int next;
    private int number;
    private boolean again;
    private boolean ended;
    private @Nullable String failure;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false where there is none.
    boolean next() {
        if (again) {
            again = false;
            return true;
        }
        from = next;
        var end = find(from);
        while (end < 0 && fill()) {
            end = find(to);
        }
        if (end < 0 && from == filled) {
            // Reading on may have emptied the buffer.
            next = filled;
            return false;
        }
        to = end < 0 ? filled : end;
        next = end < 0 ? filled : end + 1;
        number++;
        if (number == 1 && startsWith("\u00ef\u00bb\u00bf")) {
            from += 3;
        }
        return true;
    }

    /// Makes the next call of `next` give the present line once more.
    void again() {
        again = true;
    }

    /// The number of the present line, from 1.
    int number() {
        return number;
    }

    /// The bytes that hold the present line from `from` up to `to`.
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /// Why the input ended before its end; null where it did not.
    @Nullable
    String failure() {
        return failure;
    }

    /// Whether the present line begins so, each character being one byte.
    boolean startsWith(String prefix) {
        if (to - from < prefix.length()) {
            return false;
        }
        for (var i = 0; i < prefix.length(); i++) {
            if ((buffer[from + i] & 0xff) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the present line is blank.
    boolean isBlank() {
        return firstFrom(from) == to;
    }

    /// Whether the present line begins JSON: a brace, and then a quote, another brace or the line's end. Else `{`
    /// begins a YAML object.
    boolean beginsJson() {
        var first = firstFrom(from);
        if (first == to || buffer[first] != '{') {
            return false;
        }
        var second = firstFrom(first + 1);
        return second == to || buffer[second] == '"' || buffer[second] == '}';
    }

    /// Where the first byte from `start` on stands that is no blank, tab or carriage return; `to` if there is none.
    int firstFrom(int start) {
        var i = start;
        while (i < to && (buffer[i] == ' ' || buffer[i] == '\t' || buffer[i] == '\r')) {
            i++;
        }
        return i;
    }

    private int find(int start) {
        for (var i = start; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        to = filled;
        return -1;
    }

    /// Reads on. Moves the present line, which must stay whole, to the front of the buffer where that makes room.
    private boolean fill() {
        if (ended) {
            return false;
        }
        if (from > 0 && filled == buffer.length) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            to = filled;
            from = 0;
        } else if (filled == buffer.length) {
            if (buffer.length >= LONGEST) {
                return end("line " + (number + 1) + " is longer than 1 GiB");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        return read();
    }

    private boolean read() {
        try {
            var count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                ended = true;
                return false;
            }
            filled += count;
            return true;
        } catch (IOException e) {
            return end("cannot be read on: " + e.getMessage());
        }
    }

    private boolean end(String why) {
        ended = true;
        failure = why;
        return false;
    }
}
