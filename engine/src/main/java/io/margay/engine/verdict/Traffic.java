package io.margay.engine.verdict;

import io.margay.model.net.IpVersion;

/// A packet, with all that rules can ask about it.
///
/// @param services what is behind services
/// @param layer4Only whether HTTP matches are passed over
public record Traffic(Party source, Party destination, Transport transport, Services services, boolean layer4Only) {
    /// The packet's.
    public IpVersion version() {
        return source.address().version();
    }
}
