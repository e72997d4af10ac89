package io.margay.engine.identity;

import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import java.util.List;

/// A number for a set of claims that does not depend on their order: the sum of a number for each.
///
/// It finds messages that were lost, not forgeries. Equal in every process, for the hash codes that it rests on are
/// specified: of strings, ints and longs. Cost: no text is made, as its hash follows from those of its parts, which
/// they keep.
final class Digest {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Digest() {}

    static long of(Claim claim) {
        long digest = mix(PRIME, ref(claim.key()));
        return switch (claim) {
            case Holder holder -> {
                var addresses = holder.addresses();
                for (int i = 0; i < addresses.size(); i++) {
                    Cidr address = addresses.get(i);
                    digest = mix(digest, address.network().high());
                    digest = mix(digest, address.network().low() * 131 + address.prefixLength());
                }
                var fingerprint = holder.fingerprint();
                digest = mix(digest, fingerprint.labels().hashCode());
                yield mix(digest, joined(fingerprint.profiles()));
            }
            case Claim.Served(var slice) -> {
                for (var address : slice.addresses()) {
                    digest = mix(digest, address.low());
                }
                yield mix(digest, slice.service().hashCode());
            }
        };
    }

    /// The hash of [ResourceKey#ref()].
    private static int ref(ResourceKey key) {
        int hash = then(key.kind().word().hashCode(), '/');
        return then(key.namespace().isEmpty() ? hash : then(then(hash, key.namespace()), '/'), key.name());
    }

    /// The hash of texts with commas between them.
    private static int joined(List<String> texts) {
        int hash = 0;
        for (int i = 0; i < texts.size(); i++) {
            hash = then(i == 0 ? hash : then(hash, ','), texts.get(i));
        }
        return hash;
    }

    /// The hash of a text with another behind it.
    private static int then(int hash, String text) {
        int power = 1;
        int factor = 31;
        for (int left = text.length(); left > 0; left >>>= 1) {
            power *= (left & 1) == 0 ? 1 : factor;
            factor *= factor;
        }
        return hash * power + text.hashCode();
    }

    private static int then(int hash, char last) {
        return 31 * hash + last;
    }

    private static long mix(long digest, long part) {
        long mixed = (digest ^ part) * PRIME;
        return mixed ^ mixed >>> 29;
    }
}
