package io.margay.model.intern;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts as UTF-8, where some come again and again. Not for two threads.
///
/// Layout: two arrays by hash, the texts that came last and their bytes. Cost of a text that came lately, as the same
/// object: a look; else its encoding.
public final class Utf8 {
    private static final int KNOWN = 256;

    private final String[] texts = new String[KNOWN];
    private final byte[][] encoded = new byte[KNOWN][];

    /// Nothing is known yet.
    public Utf8() {
        Arrays.fill(texts, "");
        Arrays.fill(encoded, new byte[0]);
    }

    /// The bytes of a text, which nobody may change.
    @SuppressWarnings("ReferenceEquality") // an equal text that is another object is only made once more
    public byte[] of(String text) {
        int at = text.hashCode() & (KNOWN - 1);
        if (texts[at] != text) {
            texts[at] = text;
            encoded[at] = text.getBytes(StandardCharsets.UTF_8);
        }
        return encoded[at];
    }
}
