package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import org.jspecify.annotations.Nullable;

/// One fingerprint, with the claims of all who have it. It is in one [Group] from the first drain on.
final class Shape {
    final Fingerprint fingerprint;

    @Nullable
    Group group;

    @Nullable
    HeldClaim first;

    int size;

    Shape(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    boolean isEndpoint() {
        return Holder.isEndpoint(fingerprint);
    }

    void link(HeldClaim claim) {
        var after = first;
        claim.next = after;
        if (after != null) {
            after.previous = claim;
        }
        first = claim;
        size++;
    }

    void unlink(HeldClaim claim) {
        var before = claim.previous;
        var after = claim.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        claim.withdrawn = true;
        size--;
    }
}
