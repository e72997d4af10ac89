package io.margay.model.ruleset;

import io.margay.model.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule asks of one side of a packet. All of it must hold; what is null or empty asks nothing.
///
/// @param selector the address is one that this means. Never beside a `notSelector`: `Catalog` folds the two into one
/// @param notSelector the address is none that this means
/// @param nets the address is in one of them
/// @param notNets the address is in none of them
/// @param ports the port is one of the numbers, or of a named port of an endpoint that `selector` means
/// @param notPorts the port is none of them
/// @param service the address (destination: with protocol and port) is behind this service
public record PeerMatch(
        @Nullable PeerSelector selector,
        @Nullable PeerSelector notSelector,
        List<Cidr> nets,
        List<Cidr> notNets,
        PortMatch ports,
        PortMatch notPorts,
        @Nullable AddressSet service) {
    /// Asks nothing.
    public static final PeerMatch ANY =
            new PeerMatch(null, null, List.of(), List.of(), PortMatch.NONE, PortMatch.NONE, null);

    public PeerMatch {
        nets = List.copyOf(nets);
        notNets = List.copyOf(notNets);
    }

    /// The sets that it names, in the order of its parts.
    public List<AddressSet> sets() {
        var sets = new ArrayList<AddressSet>();
        if (selector != null) {
            sets.add(new AddressSet.Selected(selector));
        }
        if (notSelector != null) {
            sets.add(new AddressSet.Selected(notSelector));
        }
        sets.addAll(ports.named());
        sets.addAll(notPorts.named());
        if (service != null) {
            sets.add(service);
        }
        return sets;
    }
}
