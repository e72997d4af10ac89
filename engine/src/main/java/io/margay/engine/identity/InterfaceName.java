package io.margay.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The host's interface of a pod, as Calico's CNI plugin names it.
final class InterfaceName {
    private static final char[] PREFIX = "cali".toCharArray();
    private static final int DIGITS = 11;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /// Never fed: copied for each name, which costs less than to look for another.
    private static final MessageDigest SHA1 = sha1();

    private InterfaceName() {}

    /// `cali` and the first 11 hex digits of the SHA-1 of `namespace.name`.
    static String ofPod(String namespace, String name) {
        var digest = fresh().digest((namespace + "." + name).getBytes(StandardCharsets.UTF_8));
        var text = Arrays.copyOf(PREFIX, PREFIX.length + DIGITS);
        for (int i = 0; i < DIGITS; i++) {
            int part = digest[i / 2] >> (i % 2 == 0 ? 4 : 0);
            text[PREFIX.length + i] = HEX[part & 0xf];
        }
        return new String(text);
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA1.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-1 of the Java runtime can be copied", e);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
