package io.margay.model.selector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The name of a selector, made from its canonical text alone: equal text, equal id, in every process.
///
/// @param text `s:` and 38 characters of `A-Z a-z 0-9 _ -`
public record SelectorId(String text) implements Comparable<SelectorId> {
    private static final String PREFIX = "s:";

    /// The id of a selector: `s:` and the base64url of the SHA-224 of `s:` and its canonical text.
    ///
    /// The same as the id of Calico's IP set for the selector. Cost: one hash of the text.
    public static SelectorId of(Selector selector) {
        var content = (PREFIX + selector.print()).getBytes(StandardCharsets.UTF_8);
        return new SelectorId(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sha224(content)));
    }

    @Override
    public int compareTo(SelectorId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static byte[] sha224(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-224").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-224", e);
        }
    }
}
