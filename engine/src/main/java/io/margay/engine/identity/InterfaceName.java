package io.margay.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The host's interface of a pod, as Calico's CNI plugin names it.
final class InterfaceName {
    private static final String PREFIX = "cali";
    private static final int DIGITS = 11;

    private InterfaceName() {}

    /// `cali` and the first 11 hex digits of the SHA-1 of `namespace.name`.
    static String ofPod(String namespace, String name) {
        try {
            var text = (namespace + "." + name).getBytes(StandardCharsets.UTF_8);
            var digest = MessageDigest.getInstance("SHA-1").digest(text);
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
