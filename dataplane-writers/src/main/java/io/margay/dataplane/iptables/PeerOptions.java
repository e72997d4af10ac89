package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a rule asks of the address of one side, as options of iptables. All of them must hold.
record PeerOptions(String options, List<NetSet> netSets) {
    PeerOptions {
        netSets = List.copyOf(netSets);
    }

    /// The options; empty if no packet of this version is meant: a list of nets that names only the other version, or a
    /// refused net of length 0.
    static Optional<PeerOptions> of(PeerMatch peer, SetNames names, Side side) {
        var version = names.version();
        var nets = ofVersion(peer.nets(), version);
        var notNets = ofVersion(peer.notNets(), version);
        boolean otherVersion = nets.isEmpty() != peer.nets().isEmpty()
                || notNets.isEmpty() != peer.notNets().isEmpty();
        if (otherVersion || notNets.stream().anyMatch(PeerOptions::isEverything)) {
            return Optional.empty();
        }
        var options = new ArrayList<String>();
        var netSets = new ArrayList<NetSet>();
        boolean asksNets = !nets.isEmpty() && nets.stream().noneMatch(PeerOptions::isEverything);
        if (asksNets && nets.size() == 1) {
            options.add(side.in(nets.getFirst()));
        } else if (asksNets) {
            options.add(side.inSet(remember(netSets, NetSet.of(nets, version))));
        }
        if (notNets.size() == 1 && !(asksNets && nets.size() == 1)) {
            options.add(side.notIn(notNets.getFirst()));
        } else if (!notNets.isEmpty()) {
            options.add(side.notInSet(remember(netSets, NetSet.of(notNets, version))));
        }
        addSets(options, peer, names, side);
        return Optional.of(new PeerOptions(String.join(" ", options), netSets));
    }

    private static void addSets(List<String> options, PeerMatch peer, SetNames names, Side side) {
        if (peer.selector() != null) {
            options.add(side.inSet(names.of(new AddressSet.Selected(peer.selector()).id())));
        }
        if (peer.notSelector() != null) {
            options.add(side.notInSet(names.of(new AddressSet.Selected(peer.notSelector()).id())));
        }
        if (peer.service() != null) {
            var set = names.of(peer.service().id());
            options.add(hasPorts(peer.service()) ? side.inPortSet(set) : side.inSet(set));
        }
    }

    /// Whether the kernel's set for it has ports.
    static boolean hasPorts(AddressSet set) {
        return switch (set) {
            case AddressSet.Selected _, AddressSet.ServiceAddresses _ -> false;
            case AddressSet.NamedPorts _, AddressSet.ServicePorts _ -> true;
        };
    }

    private static boolean isEverything(Cidr net) {
        return net.prefixLength() == 0;
    }

    private static List<Cidr> ofVersion(List<Cidr> nets, IpVersion version) {
        return nets.stream().filter(net -> net.version() == version).distinct().toList();
    }

    private static String remember(List<NetSet> netSets, NetSet set) {
        netSets.add(set);
        return set.name();
    }
}
