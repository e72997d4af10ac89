package io.margay.index;

import io.margay.model.label.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The hashes of lists of label keys: most objects have the keys of many others, which are then hashed once for all.
///
/// Layout: an array by hash; a list takes the place of another of the same hash. Safe for any thread: two that ask at
/// once make the same.
final class KeyHashes {
    private static final class Known {
        private final Labels example;
        private final byte[] hash;

        private Known(Labels example, byte[] hash) {
            this.example = example;
            this.hash = hash;
        }
    }

    private static final int SLOTS = 1 << 10;
    private static final @Nullable Known[] KNOWN = new @Nullable Known[SLOTS];

    /// Never fed: copied for each hash, which costs less than to look for another.
    private static final MessageDigest SHA256 = made();

    private KeyHashes() {}

    /// The SHA-256 of the keys of labels: how many, and each with its length before it. Nobody changes it.
    static byte[] of(Labels labels) {
        int hash = labels.keysHash();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        var known = KNOWN[slot];
        if (known == null || !known.example.hasKeysOf(labels)) {
            known = new Known(labels, hash(labels));
            KNOWN[slot] = known;
        }
        return known.hash;
    }

    /// A text with its length before it: `3:web`.
    static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /// A SHA-256 of nothing yet.
    static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the Java runtime can be copied", e);
        }
    }

    private static byte[] hash(Labels labels) {
        var text = new StringBuilder().append(labels.size()).append(';');
        for (int i = 0; i < labels.size(); i++) {
            append(text, labels.key(i));
        }
        return sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest made() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
