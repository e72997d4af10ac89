package io.margay.dataplane.iptables;

import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Chains that let packets pass Margay by: they go on to what others say of them, and are never accepted here.
final class ReleaseRenderer {
    private ReleaseRenderer() {}

    /// All that is left of ours where the whole host is released. Nothing that the kernel may refuse, nor a set.
    static Rendered host() {
        var line = Chain.Line.always("this host is released", "-j RETURN");
        return Rendered.of(Stream.of(Names.FORWARD, Names.INPUT)
                .map(name -> Chain.of(name, List.of(line)))
                .toList());
    }

    /// Both chains of a released endpoint. What the packet's other end says of it still counts.
    static Rendered endpoint(RuleSet endpoint, String interfaceName) {
        var line = Chain.Line.always(endpoint.endpoint().ref() + ": released", "-j RETURN");
        return Rendered.of(Arrays.stream(Direction.values())
                .map(direction -> Chain.of(Names.endpoint(ChainKind.WORKLOAD, interfaceName, direction), List.of(line)))
                .toList());
    }
}
