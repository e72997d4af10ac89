package io.margay.index;

import io.margay.model.label.Labels;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// The hashes of lists of label keys: most objects have the keys of many others, which are then hashed once for all.
///
/// Layout: an array by hash; a list takes the place of another of the same hash. Safe for any thread: two that ask at
/// once make the same.
final class KeyHashes {
    private static final int SLOTS = 1 << 10;

    private record Known(Labels example, byte[] hash) {}

    private static final @Nullable Known[] KNOWN = new @Nullable Known[SLOTS];

    private KeyHashes() {}

    /// The SHA-256 of the keys of labels, each with its length before it. Nobody changes it.
    ///
    /// @param sha never fed: it is copied
    static byte[] of(Labels labels, MessageDigest sha) {
        int hash = labels.keysHash();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        var known = KNOWN[slot];
        if (known == null || !known.example.hasKeysOf(labels)) {
            known = new Known(labels, hash(labels, sha));
            KNOWN[slot] = known;
        }
        return known.hash;
    }

    private static byte[] hash(Labels labels, MessageDigest sha) {
        var content = new FingerprintContent();
        content.count(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            content.text(labels.key(i));
        }
        return content.digest(sha);
    }
}
