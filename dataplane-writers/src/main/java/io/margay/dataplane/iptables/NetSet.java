package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import java.util.List;

/// A list of nets that a rule gives, as a set of the kernel's: one lookup in place of a rule a net. Equal lists are
/// one set.
///
/// @param nets of one version, sorted, none of length 0
record NetSet(String name, IpVersion version, List<Cidr> nets) {
    NetSet {
        nets = List.copyOf(nets);
    }

    /// The set of these nets.
    static NetSet of(List<Cidr> nets, IpVersion version) {
        var sorted = nets.stream().distinct().sorted().toList();
        return new NetSet(Names.nets(sorted, version), version, sorted);
    }
}
