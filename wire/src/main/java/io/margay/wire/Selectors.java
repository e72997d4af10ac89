package io.margay.wire;

import static io.margay.wire.proto.AddressSet.NAMED_PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.AddressSet.SELECTED_FIELD_NUMBER;
import static io.margay.wire.proto.AddressSet.SERVICE_ADDRESSES_FIELD_NUMBER;
import static io.margay.wire.proto.AddressSet.SERVICE_PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.NamedPorts.PROTOCOL_FIELD_NUMBER;
import static io.margay.wire.proto.NamedPorts.SELECTOR_FIELD_NUMBER;
import static io.margay.wire.proto.PeerSelector.NODES_FIELD_NUMBER;
import static io.margay.wire.proto.PeerSelector.TEXT_FIELD_NUMBER;

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

/// Selectors and sets. A selector travels as text that reads back as the same tree, so that ids made from it agree.
final class Selectors {
    private Selectors() {}

    /// The canonical text, but for a `!` before a `!`: the canonical text of those reads back as neither.
    static String write(Selector selector) {
        var text = new StringBuilder();
        append(selector, text);
        return text.toString();
    }

    static void write(int field, Selector selector, ProtoBytes out) {
        var text = out.scratch();
        append(selector, text);
        out.text(field, text.toString());
    }

    /// Errors: `IllegalArgumentException` for what is no selector.
    static Selector read(String text) {
        return SelectorParser.parsePrinted(text).orThrow();
    }

    static void write(int field, PeerSelector selector, ProtoBytes out) {
        int from = out.begin(field);
        write(TEXT_FIELD_NUMBER, selector.selector(), out);
        out.flag(NODES_FIELD_NUMBER, selector.population() == Population.NODES);
        out.end(from);
    }

    static PeerSelector read(io.margay.wire.proto.PeerSelector selector) {
        return new PeerSelector(
                selector.getNodes() ? Population.NODES : Population.ENDPOINTS, read(selector.getText()));
    }

    static void write(int field, NamedPorts ports, ProtoBytes out) {
        int from = out.begin(field);
        write(SELECTOR_FIELD_NUMBER, ports.selector(), out);
        out.number(PROTOCOL_FIELD_NUMBER, ports.protocol().number());
        out.text(io.margay.wire.proto.NamedPorts.NAME_FIELD_NUMBER, ports.name());
        out.end(from);
    }

    static NamedPorts read(io.margay.wire.proto.NamedPorts ports) {
        return new NamedPorts(read(ports.getSelector()), new Protocol(ports.getProtocol()), ports.getName());
    }

    static void write(int field, AddressSet set, ProtoBytes out) {
        int from = out.begin(field);
        switch (set) {
            case AddressSet.Selected(var selector) -> write(SELECTED_FIELD_NUMBER, selector, out);
            case NamedPorts ports -> write(NAMED_PORTS_FIELD_NUMBER, ports, out);
            case AddressSet.ServicePorts(var namespace, var name) ->
                service(SERVICE_PORTS_FIELD_NUMBER, namespace, name, out);
            case AddressSet.ServiceAddresses(var namespace, var name) ->
                service(SERVICE_ADDRESSES_FIELD_NUMBER, namespace, name, out);
        }
        out.end(from);
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

    private static void service(int field, String namespace, String name, ProtoBytes out) {
        int from = out.begin(field);
        out.text(Service.NAMESPACE_FIELD_NUMBER, namespace);
        out.text(Service.NAME_FIELD_NUMBER, name);
        out.end(from);
    }

    private static void append(Selector selector, StringBuilder text) {
        switch (selector) {
            case Not(Not inner) -> {
                text.append("!(");
                append(inner, text);
                text.append(')');
            }
            case Not(var operand) -> {
                text.append('!');
                append(operand, text);
            }
            case And(var operands) -> append(operands, " && ", text);
            case Or(var operands) -> append(operands, " || ", text);
            case All _, Global _, Has _, Selector.Equals _, NotEquals _, In _, NotIn _ -> selector.print(text);
            case Contains _, StartsWith _, EndsWith _ -> selector.print(text);
        }
    }

    private static void append(List<Selector> operands, String operator, StringBuilder text) {
        text.append('(');
        for (int i = 0; i < operands.size(); i++) {
            text.append(i == 0 ? "" : operator);
            append(operands.get(i), text);
        }
        text.append(')');
    }
}
