package io.margay.engine.identity;

import io.margay.model.net.Cidr;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The workloads that claim an address: most often one, two where one ended and that was not heard yet.
///
/// Layout: pairs of an address' hash and a claim, in two arrays with open addressing, at most half full: 16 to 32 bytes
/// an address. Cost: about one look for an address that comes or goes.
final class Owners {
    private static final int LEAST = 16;
    private static final int MIX = 0x9e37_79b9;

    private int[] hashes = new int[LEAST];
    private @Nullable HeldClaim[] claims = new @Nullable HeldClaim[LEAST];
    private int size;

    /// Tells the claims of an address that are here.
    void forEach(Cidr address, Consumer<HeldClaim> consumer) {
        int hash = hash(address);
        for (int at = place(hash); claims[at] != null; at = next(at)) {
            var claim = claims[at];
            if (claim != null && hashes[at] == hash && claim.addresses.contains(address)) {
                consumer.accept(claim);
            }
        }
    }

    void add(HeldClaim claim) {
        for (var address : claim.addresses) {
            if (2 * ++size > claims.length) {
                grow();
            }
            insert(claim, hash(address));
        }
    }

    void remove(HeldClaim claim) {
        claim.addresses.forEach(address -> remove(claim, hash(address)));
    }

    private void insert(HeldClaim claim, int hash) {
        int at = place(hash);
        while (claims[at] != null) {
            at = next(at);
        }
        hashes[at] = hash;
        claims[at] = claim;
    }

    @SuppressWarnings("ReferenceEquality") // that very claim
    private void remove(HeldClaim claim, int hash) {
        int free = place(hash);
        while (claims[free] != claim || hashes[free] != hash) {
            if (claims[free] == null) {
                throw new IllegalStateException(claim.key + " did not claim an address");
            }
            free = next(free);
        }
        size--;
        claims[free] = null;
        for (int at = next(free); claims[at] != null; at = next(at)) {
            // What lies behind the gap and could lie in it moves there.
            if (((at - place(hashes[at])) & claims.length - 1) >= ((at - free) & claims.length - 1)) {
                hashes[free] = hashes[at];
                claims[free] = claims[at];
                claims[at] = null;
                free = at;
            }
        }
    }

    private void grow() {
        var oldHashes = hashes;
        var oldClaims = claims;
        hashes = new int[2 * oldHashes.length];
        claims = Arrays.copyOf(new @Nullable HeldClaim[0], hashes.length);
        for (int i = 0; i < oldClaims.length; i++) {
            var claim = oldClaims[i];
            if (claim != null) {
                insert(claim, oldHashes[i]);
            }
        }
    }

    private int place(int hash) {
        return hash & claims.length - 1;
    }

    private int next(int at) {
        return at + 1 & claims.length - 1;
    }

    private static int hash(Cidr address) {
        int mixed = address.hashCode() * MIX;
        return mixed ^ mixed >>> Short.SIZE;
    }
}
