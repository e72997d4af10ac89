package io.margay.engine.verdict;

import io.margay.model.net.IpVersion;
import org.jspecify.annotations.Nullable;

/// A question: may this packet, the first of its connection, go from one end to the other?
///
/// @param id given back with the answer by whoever asks
/// @param ipVersion which addresses of the ends; null: IPv4 where both have it
public record Probe(
        String id,
        End from,
        End to,
        Transport transport,
        @Nullable IpVersion ipVersion) {}
