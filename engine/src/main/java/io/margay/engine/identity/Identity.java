package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.model.net.Cidr;
import java.util.List;

/// An identity with the addresses of all who have it.
///
/// @param number the shard's own, never reused in its life
/// @param addresses each once, in order; none while those who have it wait for theirs
public record Identity(int number, Fingerprint fingerprint, List<Cidr> addresses) {
    public Identity {
        addresses = List.copyOf(addresses);
    }
}
