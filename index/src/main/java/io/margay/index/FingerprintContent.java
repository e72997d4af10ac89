package io.margay.index;

import io.margay.model.net.NamedPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// The content of a fingerprint while it is written out, to be hashed.
///
/// Layout: the bytes of its text in UTF-8, made without that text, for most strings are ASCII.
final class FingerprintContent {
    private static final int USUAL = 256;
    private static final int MOST_DIGITS = 10;
    private static final int DECIMAL = 10;

    private byte[] bytes = new byte[USUAL];
    private int size;

    /// `3:web`: how many characters, and these.
    void text(String part) {
        int length = part.length();
        number(length, ':');
        grow(length);
        for (int i = 0; i < length; i++) {
            char each = part.charAt(i);
            if (each > Byte.MAX_VALUE) {
                rest(part, i);
                return;
            }
            bytes[size++] = (byte) each;
        }
    }

    /// `3;`: how many texts come.
    void count(int count) {
        number(count, ';');
    }

    /// `4:http6/8080;`.
    void port(NamedPort port) {
        text(port.name());
        number(port.protocol().number(), '/');
        number(port.port(), ';');
    }

    /// 32 bytes.
    void hash(byte[] hash) {
        grow(hash.length);
        System.arraycopy(hash, 0, bytes, size, hash.length);
        size += hash.length;
    }

    /// The hash of all of it.
    ///
    /// @param sha never fed: it is copied
    byte[] digest(MessageDigest sha) {
        try {
            var copy = (MessageDigest) sha.clone();
            copy.update(bytes, 0, size);
            return copy.digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the Java runtime can be copied", e);
        }
    }

    private void rest(String part, int from) {
        var rest = part.substring(from).getBytes(StandardCharsets.UTF_8);
        grow(rest.length);
        System.arraycopy(rest, 0, bytes, size, rest.length);
        size += rest.length;
    }

    private void number(int number, char end) {
        grow(MOST_DIGITS + 1);
        int digits = 1;
        for (int left = number / DECIMAL; left > 0; left /= DECIMAL) {
            digits++;
        }
        int left = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + left % DECIMAL);
            left /= DECIMAL;
        }
        size += digits;
        bytes[size++] = (byte) end;
    }

    private void grow(int by) {
        if (bytes.length - size < by) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + by));
        }
    }
}
