package io.margay.engine.identity;

import io.margay.model.net.Cidr;

/// A number for a set of claims that does not depend on their order: the sum of a number for each.
///
/// It finds messages that were lost, not forgeries. Equal in every process, for the hash codes that it rests on are
/// specified: of strings, ints and longs. Cost: a few of them, which their owners keep.
final class Digest {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Digest() {}

    static long of(Claim claim) {
        long digest = mix(PRIME, claim.key().hashCode());
        return switch (claim) {
            case Holder holder -> {
                var addresses = holder.addresses();
                for (int i = 0; i < addresses.size(); i++) {
                    Cidr address = addresses.get(i);
                    digest = mix(digest, address.network().high());
                    digest = mix(digest, address.network().low() * 131 + address.prefixLength());
                }
                digest = mix(mix(digest, holder.fingerprint().hashCode()), profiles(holder));
                yield holder.uid() == 0 ? digest : mix(digest, holder.uid());
            }
            case Claim.Served(var slice) -> {
                for (var address : slice.addresses()) {
                    digest = mix(digest, address.low());
                }
                yield mix(digest, slice.service().hashCode());
            }
        };
    }

    private static int profiles(Holder holder) {
        var profiles = holder.fingerprint().profiles();
        int hash = 1;
        for (int i = 0; i < profiles.size(); i++) {
            hash = 31 * hash + profiles.get(i).hashCode();
        }
        return hash;
    }

    private static long mix(long digest, long part) {
        long mixed = (digest ^ part) * PRIME;
        return mixed ^ mixed >>> 29;
    }
}
