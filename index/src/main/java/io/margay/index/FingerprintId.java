package io.margay.index;

/// What names a [Fingerprint]: equal content, equal id, in every process and at every time.
///
/// @param text 22 characters of `A-Z a-z 0-9 _ -`
public record FingerprintId(String text) implements Comparable<FingerprintId> {
    @Override
    public int compareTo(FingerprintId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
