package io.margay.cli.hosts;

import io.margay.engine.verdict.Transport;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Transaction.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A set written out, as a kernel's would be.
final class Members {
    private record Port(@Nullable Protocol protocol, int number) {}

    private final Map<Ip, Set<Port>> singles = new HashMap<>();
    private final List<Member> nets = new ArrayList<>();

    void add(Member member) {
        Cidr address = member.address();
        if (address.isSingle()) {
            singles.computeIfAbsent(address.network(), _ -> new HashSet<>()).add(port(member));
        } else {
            nets.add(member);
        }
    }

    /// Whether an address is in it, whatever the port.
    boolean has(Ip address) {
        return singles.containsKey(address)
                || nets.stream().anyMatch(net -> net.address().contains(address));
    }

    /// Whether an address is in it with this port of the packet's protocol.
    boolean has(Ip address, Transport transport, int number) {
        var port = new Port(transport.protocol(), number);
        return singles.getOrDefault(address, Set.of()).contains(port)
                || nets.stream()
                        .anyMatch(net ->
                                net.address().contains(address) && port(net).equals(port));
    }

    private static Port port(Member member) {
        return new Port(member.protocol(), member.port());
    }
}
