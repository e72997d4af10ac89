package io.margay.model.resource;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import java.util.List;

/// A v1 Node.
///
/// @param internalIps its addresses of type InternalIP, in order
/// @param otherIps its addresses of other types (ExternalIP)
/// @param podCidrs spec.podCIDRs: what its pods' addresses come from
public record Node(Metadata metadata, List<Ip> internalIps, List<Ip> otherIps, List<Cidr> podCidrs)
        implements Resource {
    public Node {
        internalIps = List.copyOf(internalIps);
        otherIps = List.copyOf(otherIps);
        podCidrs = List.copyOf(podCidrs);
    }

    @Override
    public Kind kind() {
        return Kind.NODE;
    }
}
