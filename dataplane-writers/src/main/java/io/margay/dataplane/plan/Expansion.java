package io.margay.dataplane.plan;

import io.margay.model.net.CidrList;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.update.HeldIdentity;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which members a set has of an identity, of an address of one, and of what is in it by itself.
///
/// Kernels know no prefix of length 0 in a set: it is two of length 1. A member is in a set while any holder of its
/// address is, or while it is there by itself.
record Expansion(AddressSet set) {
    private static final long UPPER_V4 = 0x8000_0000L;

    static Expansion of(HeldSet set) {
        return new Expansion(set.definition());
    }

    /// Tells the members that an identity is in the set as.
    void tell(HeldIdentity identity, EachMember each) {
        var addresses = identity.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            tell(identity.ports(), addresses, i, each);
        }
    }

    /// Tells the members that one address of an identity with these ports is in the set as.
    void tell(List<NamedPort> ports, CidrList addresses, int at, EachMember each) {
        long high = addresses.highAt(at);
        long low = addresses.lowAt(at);
        int head = addresses.headAt(at);
        switch (set) {
            case AddressSet.Selected _, AddressSet.ServiceAddresses _ -> tellNet(high, low, head, each);
            case AddressSet.NamedPorts named -> {
                for (var port : ports) {
                    if (isAsked(named, port)) {
                        each.member(high, low, port(head, port.protocol().number(), port.port()));
                    }
                }
            }
            case AddressSet.ServicePorts _ -> {}
        }
    }

    /// Tells what a member that is in a set by itself is there as.
    static void tell(Member member, EachMember each) {
        var network = member.address().network();
        var protocol = member.protocol();
        int head = CidrList.head(network.version(), member.address().prefixLength());
        if (protocol == null) {
            tellNet(network.high(), network.low(), head, each);
        } else {
            each.member(network.high(), network.low(), port(head, protocol.number(), member.port()));
        }
    }

    /// Whether a set that is held has this member. Cost: a look at each holder of its address.
    static boolean isIn(Holdings held, HeldSet set, Spot spot) {
        return isInBy(held, set, spot, spot.head()) || isInAsHalf(held, set, spot);
    }

    /// Whether it is there as the half of a prefix of length 0.
    private static boolean isInAsHalf(Holdings held, HeldSet set, Spot spot) {
        var version = MemberCode.version(spot.code());
        if (MemberCode.hasPort(spot.code()) || CidrList.prefixLength(spot.head()) != 1) {
            return false;
        }
        var all = new Spot(0, 0, MemberCode.net(CidrList.head(version, 0)));
        return isInBy(held, set, all, all.head());
    }

    private static boolean isInBy(Holdings held, HeldSet set, Spot spot, int head) {
        return (!set.members().isEmpty() && set.members().contains(spot.member()))
                || held.anyHolder(
                        spot.high(),
                        spot.low(),
                        head,
                        number -> set.identities().contains(number)
                                && holds(held.identity(number), set.definition(), spot.code()));
    }

    private static boolean holds(@Nullable HeldIdentity identity, AddressSet set, int code) {
        if (identity == null || !(set instanceof AddressSet.NamedPorts named)) {
            return identity != null;
        }
        for (var port : identity.ports()) {
            if (isAsked(named, port)
                    && port.protocol().number() == MemberCode.protocol(code)
                    && port.port() == MemberCode.port(code)) {
                return true;
            }
        }
        return false;
    }

    private static void tellNet(long high, long low, int head, EachMember each) {
        var version = CidrList.version(head);
        if (CidrList.prefixLength(head) > 0) {
            each.member(high, low, MemberCode.net(head));
            return;
        }
        int half = MemberCode.net(CidrList.head(version, 1));
        each.member(0, 0, half);
        each.member(version == IpVersion.V4 ? 0 : Long.MIN_VALUE, version == IpVersion.V4 ? UPPER_V4 : 0, half);
    }

    private static int port(int head, int protocol, int port) {
        return MemberCode.port(CidrList.version(head), protocol, port);
    }

    private static boolean isAsked(AddressSet.NamedPorts named, NamedPort port) {
        return port.name().equals(named.name()) && port.protocol().equals(named.protocol());
    }
}
