package io.margay.model.update;

import io.margay.model.update.Part.EndpointContents;
import org.jspecify.annotations.Nullable;

/// A part with its encoding, which is made once for all hosts that it goes to.
public final class Shared {
    /// Encodes parts.
    public interface Encoder {
        /// The encoding of a part.
        ///
        /// @param other that of an endpoint with the same rule set but for its tiers; null: none is known
        byte[] encode(Part part, byte @Nullable [] other);
    }

    private final Part part;
    /// What the encoder may begin with, until it is asked.
    private byte @Nullable [] other;

    // Volatile: sessions on several threads ask; two may make it at once, and make the same.
    private volatile byte @Nullable [] encoding;

    private Shared(Part part) {
        this.part = part;
    }

    /// A part that is not encoded yet.
    public static Shared of(Part part) {
        return new Shared(part);
    }

    /// A part that comes after another: where both are of one endpoint, and only its tiers are others, most of its
    /// encoding is that of the other.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    public static Shared after(Shared before, Part part) {
        var shared = new Shared(part);
        boolean isAlike = part instanceof EndpointContents now
                && before.part instanceof EndpointContents then
                && now.ruleSet() == then.ruleSet();
        if (isAlike) {
            var known = before.encoding;
            shared.other = known == null ? before.other : known;
        }
        return shared;
    }

    /// What it says.
    public Part part() {
        return part;
    }

    /// Its encoding, made by this encoder when first asked for; all who ask must bring the same. Nobody may change it.
    public byte[] encoding(Encoder encoder) {
        var known = encoding;
        if (known == null) {
            known = encoder.encode(part, other);
            encoding = known;
            other = null;
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
