package io.margay.model.intern;

import org.jspecify.annotations.Nullable;

/// One copy of immutable values that come again and again, such as the names of profiles or the ports of a deployment's
/// pods. A value that was seen lately is found; others are kept as they are. So it saves memory and promises nothing.
///
/// Layout: an array by some bits of the hash, and one of whole hashes, so that a value that nobody looks for is not
/// looked at; a value takes the place of another. Cost: a comparison where the hashes are the same. Safe for any
/// thread: two that ask at once may both keep their own.
public final class Copies<T> {
    private final @Nullable Object[] slots;
    private final int[] hashes;

    /// @param bits of the hash that count; 2^bits values fit
    public Copies(int bits) {
        this.slots = new @Nullable Object[1 << bits];
        this.hashes = new int[1 << bits];
    }

    /// The copy of a value: it, or one that is equal.
    @SuppressWarnings("unchecked") // only values of T are kept
    public T of(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        var known = hashes[slot] == hash ? slots[slot] : null;
        if (known != null && value.equals(known)) {
            return (T) known;
        }
        slots[slot] = value;
        hashes[slot] = hash;
        return value;
    }
}
