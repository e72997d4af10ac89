package io.margay.model.resource;

import io.margay.model.net.Cidr;
import java.util.List;

/// A projectcalico.org/v3 GlobalNetworkSet: labelled CIDRs of no namespace.
public record GlobalNetworkSet(Metadata metadata, List<Cidr> nets) implements Resource {
    public GlobalNetworkSet {
        nets = List.copyOf(nets);
    }

    @Override
    public Kind kind() {
        return Kind.GLOBAL_NETWORK_SET;
    }
}
