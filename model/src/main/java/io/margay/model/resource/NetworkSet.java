package io.margay.model.resource;

import io.margay.model.net.Cidr;
import java.util.List;

/// A projectcalico.org/v3 NetworkSet: labelled CIDRs of a namespace.
public record NetworkSet(Metadata metadata, List<Cidr> nets) implements Resource {
    public NetworkSet {
        nets = List.copyOf(nets);
    }

    @Override
    public Kind kind() {
        return Kind.NETWORK_SET;
    }
}
