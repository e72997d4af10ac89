package io.margay.model.update;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part with its encoding, which is made once for all hosts that it goes to.
public final class Shared {
    private final Part part;

    // Volatile: sessions on several threads ask; two may make it at once, and make the same.
    private volatile byte @Nullable [] encoding;

    private Shared(Part part) {
        this.part = part;
    }

    /// A part that is not encoded yet.
    public static Shared of(Part part) {
        return new Shared(part);
    }

    /// What it says.
    public Part part() {
        return part;
    }

    /// Its encoding, made by this encoder when first asked for; all who ask must bring the same. Nobody may change it.
    public byte[] encoding(Function<Part, byte[]> encoder) {
        var known = encoding;
        if (known == null) {
            known = encoder.apply(part);
            encoding = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shared shared && part.equals(shared.part);
    }

    @Override
    public int hashCode() {
        return part.hashCode();
    }

    @Override
    public String toString() {
        return part.toString();
    }
}
