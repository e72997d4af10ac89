package io.margay.wire;

import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.Population;
import io.margay.model.selector.Selector;
import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.And;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.Or;
import io.margay.model.selector.Selector.StartsWith;
import io.margay.model.selector.SelectorParser;
import io.margay.wire.proto.Service;
import java.util.List;
import java.util.stream.Collectors;

/// Selectors and sets. A selector travels as text that reads back as the same tree, so that ids made from it agree.
final class Selectors {
    private Selectors() {}

    /// The canonical text, but for a `!` before a `!`: the canonical text of those reads back as neither.
    static String write(Selector selector) {
        return switch (selector) {
            case Not(Not inner) -> "!(" + write(inner) + ")";
            case Not(var operand) -> "!" + write(operand);
            case And(var operands) -> "(" + join(operands, " && ") + ")";
            case Or(var operands) -> "(" + join(operands, " || ") + ")";
            case All _, Global _, Has _, Selector.Equals _, NotEquals _, In _, NotIn _ -> selector.print();
            case Contains _, StartsWith _, EndsWith _ -> selector.print();
        };
    }

    /// Errors: `IllegalArgumentException` for what is no selector.
    static Selector read(String text) {
        return SelectorParser.parsePrinted(text).orThrow();
    }

    static io.margay.wire.proto.PeerSelector write(PeerSelector selector) {
        return io.margay.wire.proto.PeerSelector.newBuilder()
                .setText(write(selector.selector()))
                .setNodes(selector.population() == Population.NODES)
                .build();
    }

    static PeerSelector read(io.margay.wire.proto.PeerSelector selector) {
        return new PeerSelector(
                selector.getNodes() ? Population.NODES : Population.ENDPOINTS, read(selector.getText()));
    }

    static io.margay.wire.proto.NamedPorts write(NamedPorts ports) {
        return io.margay.wire.proto.NamedPorts.newBuilder()
                .setSelector(write(ports.selector()))
                .setProtocol(ports.protocol().number())
                .setName(ports.name())
                .build();
    }

    static NamedPorts read(io.margay.wire.proto.NamedPorts ports) {
        return new NamedPorts(read(ports.getSelector()), new Protocol(ports.getProtocol()), ports.getName());
    }

    static io.margay.wire.proto.AddressSet write(AddressSet set) {
        var written = io.margay.wire.proto.AddressSet.newBuilder();
        switch (set) {
            case AddressSet.Selected(var selector) -> written.setSelected(write(selector));
            case NamedPorts ports -> written.setNamedPorts(write(ports));
            case AddressSet.ServicePorts(var namespace, var name) -> written.setServicePorts(service(namespace, name));
            case AddressSet.ServiceAddresses(var namespace, var name) ->
                written.setServiceAddresses(service(namespace, name));
        }
        return written.build();
    }

    static AddressSet read(io.margay.wire.proto.AddressSet set) {
        return switch (set.getSetCase()) {
            case SELECTED -> new AddressSet.Selected(read(set.getSelected()));
            case NAMED_PORTS -> read(set.getNamedPorts());
            case SERVICE_PORTS ->
                new AddressSet.ServicePorts(
                        set.getServicePorts().getNamespace(),
                        set.getServicePorts().getName());
            case SERVICE_ADDRESSES ->
                new AddressSet.ServiceAddresses(
                        set.getServiceAddresses().getNamespace(),
                        set.getServiceAddresses().getName());
            case SET_NOT_SET -> throw new IllegalArgumentException("a set of no known kind");
        };
    }

    private static Service service(String namespace, String name) {
        return Service.newBuilder().setNamespace(namespace).setName(name).build();
    }

    private static String join(List<Selector> operands, String operator) {
        return operands.stream().map(Selectors::write).collect(Collectors.joining(operator));
    }
}
