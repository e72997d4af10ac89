package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.Member;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import java.util.Collection;

/// Which sets of the kernel's hold what.
final class KernelSet {
    /// As many as Calico allows.
    private static final int MOST_MEMBERS = 1 << 20;

    private KernelSet() {}

    /// The set that holds an address set's members of one version.
    static SetSpec of(AddressSet set, IpVersion version) {
        var kind = PeerOptions.hasPorts(set) ? SetSpec.Kind.IP_PORT : SetSpec.Kind.NET;
        return new SetSpec(Names.set(set.id(), version), kind, version, MOST_MEMBERS);
    }

    /// The set that holds a rule's list of nets.
    static SetSpec of(NetSet nets) {
        return new SetSpec(nets.name(), SetSpec.Kind.NET, nets.version(), MOST_MEMBERS);
    }

    /// Those of a set's version among `members`, as the kernel is told them.
    static Members members(SetSpec set, Collection<Member> members) {
        return sink -> {
            for (var member : members) {
                if (member.version() == set.version()) {
                    tell(member, sink);
                }
            }
        };
    }

    private static void tell(Member member, MemberSink sink) {
        var address = member.address();
        var ip = address.network();
        if (member.protocol() == null) {
            sink.net(ip.high(), ip.low(), address.prefixLength());
        } else {
            sink.port(ip.high(), ip.low(), member.protocol().number(), member.port());
        }
    }
}
