package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;

/// Which sets of the kernel's hold what.
final class KernelSet {
    /// As many as Calico allows.
    private static final int MOST_MEMBERS = 1 << 20;

    private KernelSet() {}

    /// The set that holds an address set's members of one version, under its first name.
    static SetSpec of(AddressSet set, IpVersion version) {
        return of(set, version, Names.set(set.id(), version));
    }

    /// The set that holds an address set's members of one version, as it is called.
    static SetSpec of(AddressSet set, IpVersion version, String name) {
        var kind = PeerOptions.hasPorts(set) ? SetSpec.Kind.IP_PORT : SetSpec.Kind.NET;
        return new SetSpec(name, kind, version, MOST_MEMBERS);
    }

    /// The set that holds a rule's list of nets.
    static SetSpec of(NetSet nets) {
        return new SetSpec(nets.name(), SetSpec.Kind.NET, nets.version(), MOST_MEMBERS);
    }
}
