package io.margay.engine.verdict;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.Inputs;
import io.margay.engine.identity.Holder;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who holds which address.
final class Addresses {
    private record Net(Cidr cidr, Member member) {}

    private final Map<Ip, List<Member>> singles = new HashMap<>();
    private final List<Net> nets = new ArrayList<>();
    private final List<Cidr> podCidrs;

    private Addresses(List<Cidr> podCidrs) {
        this.podCidrs = podCidrs;
    }

    static Addresses of(Inputs inputs, Catalog catalog) {
        var podCidrs = inputs.all(Node.class).stream()
                .flatMap(node -> node.podCidrs().stream())
                .toList();
        var addresses = new Addresses(podCidrs);
        for (var resource : inputs.all()) {
            Holder.of(resource)
                    .map(holder -> new Member(holder, catalog.labels(holder.fingerprint())))
                    .ifPresent(addresses::add);
        }
        return addresses;
    }

    private void add(Member member) {
        for (var cidr : member.holder().addresses()) {
            if (cidr.isSingle()) {
                singles.computeIfAbsent(cidr.network(), _ -> new ArrayList<>()).add(member);
            } else {
                nets.add(new Net(cidr, member));
            }
        }
    }

    /// An address with all its holders, in the order of their keys; single ones first.
    Party party(Ip address) {
        var members = new ArrayList<>(singles.getOrDefault(address, List.of()));
        nets.stream()
                .filter(net -> net.cidr().contains(address))
                .map(Net::member)
                .forEach(members::add);
        var held = members.stream().anyMatch(member -> !member.isNetworkSet());
        var isPods = podCidrs.stream().anyMatch(cidr -> cidr.contains(address));
        return new Party(address, members.stream().distinct().toList(), isPods && !held);
    }
}
