package io.margay.engine.identity;

import io.margay.model.net.Cidr;

/// A number for a set of claims that does not depend on their order: the sum of a number for each.
///
/// It finds messages that were lost, not forgeries. Equal in every process, for the hash codes that it rests on are
/// specified: of strings, ints and longs.
final class Digest {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Digest() {}

    static long of(Claim claim) {
        long digest = mix(PRIME, claim.key().ref().hashCode());
        return switch (claim) {
            case Claim.Held(var holder) -> {
                for (Cidr address : holder.addresses()) {
                    digest = mix(digest, address.network().high());
                    digest = mix(digest, address.network().low() * 131 + address.prefixLength());
                }
                var fingerprint = holder.fingerprint();
                digest = mix(digest, fingerprint.labels().hashCode());
                yield mix(digest, String.join(",", fingerprint.profiles()).hashCode());
            }
            case Claim.Served(var slice) -> {
                for (var address : slice.addresses()) {
                    digest = mix(digest, address.low());
                }
                yield mix(digest, slice.service().hashCode());
            }
        };
    }

    private static long mix(long digest, long part) {
        long mixed = (digest ^ part) * PRIME;
        return mixed ^ mixed >>> 29;
    }
}
