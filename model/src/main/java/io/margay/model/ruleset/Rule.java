package io.margay.model.ruleset;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Where;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule of the one internal form that every policy kind compiles to. One rule of a user may become several of these,
/// next to each other and with the same `index`.
///
/// A list of nets (positive or negated) that names only addresses of the other IP version makes the rule no rule for a
/// packet of this version; so does a negated net of length 0.
///
/// @param index the place in the list that the user wrote, from 0
/// @param where where that is
/// @param limit what in it cannot be enforced
public record Rule(
        Action action,
        @Nullable IpVersion ipVersion,
        @Nullable Protocol protocol,
        @Nullable Protocol notProtocol,
        @Nullable Icmp icmp,
        @Nullable Icmp notIcmp,
        PeerMatch source,
        PeerMatch destination,
        int index,
        Where where,
        Limit limit) {
    /// The sets that it names: those of its source, then those of its destination.
    public Stream<AddressSet> sets() {
        return Stream.concat(source.sets().stream(), destination.sets().stream());
    }

    /// An ICMP type and code, each -1 where it is any.
    public record Icmp(int type, int code) {}

    /// What no dataplane here can see. HTTP: an Allow matches nothing, unless only layers 3 and 4 are asked about.
    /// DOMAIN_NAMES: the rule matches nothing.
    public enum Limit {
        NONE,
        HTTP,
        DOMAIN_NAMES
    }
}
