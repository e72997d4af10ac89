package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.model.net.Cidr;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Icmp;
import io.margay.model.ruleset.Rule.Limit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes rules; what is absent is left out, and lists without an order of their own are sorted.
final class RuleJson {
    private final JsonGenerator json;
    private final ShardTexts texts;
    private final boolean hasSources;

    /// @param hasSources whether to write where each rule stands in what the user wrote
    RuleJson(JsonGenerator json, ShardTexts texts, boolean hasSources) {
        this.json = json;
        this.texts = texts;
        this.hasSources = hasSources;
    }

    /// A field with rules, left out where there are none.
    void write(String name, List<Rule> rules) throws IOException {
        if (!rules.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var rule : rules) {
                write(rule);
            }
            json.writeEndArray();
        }
    }

    private void write(Rule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", rule.action().word());
        if (rule.ipVersion() != null) {
            json.writeNumberField("ipVersion", rule.ipVersion().number());
        }
        protocol("protocol", rule.protocol());
        protocol("notProtocol", rule.notProtocol());
        icmp("icmp", rule.icmp());
        icmp("notIcmp", rule.notIcmp());
        side("src", "Src", rule.source());
        side("dst", "Dst", rule.destination());
        if (rule.limit() != Limit.NONE) {
            json.writeStringField("limit", rule.limit().name().toLowerCase(Locale.ROOT));
        }
        var where = rule.where().toString();
        if (hasSources && !where.isEmpty()) {
            json.writeStringField("source", where);
        }
        json.writeEndObject();
    }

    private void protocol(String name, @Nullable Protocol protocol) throws IOException {
        if (protocol != null) {
            json.writeNumberField(name, protocol.number());
        }
    }

    private void icmp(String name, @Nullable Icmp icmp) throws IOException {
        if (icmp != null && icmp.type() >= 0) {
            json.writeNumberField(name + "Type", icmp.type());
        }
        if (icmp != null && icmp.code() >= 0) {
            json.writeNumberField(name + "Code", icmp.code());
        }
    }

    private void side(String name, String notName, PeerMatch match) throws IOException {
        selector(name + "Selector", match.selector());
        selector("not" + notName + "Selector", match.notSelector());
        nets(name + "Nets", match.nets());
        nets("not" + notName + "Nets", match.notNets());
        ports(name, match.ports());
        ports("not" + notName, match.notPorts());
        switch (match.service()) {
            case ServicePorts(var namespace, var service) -> service(name, namespace, service);
            case ServiceAddresses(var namespace, var service) -> service(name, namespace, service);
            case null -> {}
            case AddressSet.Selected _, AddressSet.NamedPorts _ ->
                throw new IllegalStateException("a rule's service is none: " + match.service());
        }
    }

    private void selector(String name, @Nullable PeerSelector selector) throws IOException {
        if (selector != null) {
            json.writeFieldName(name);
            json.writeString(texts.set(new AddressSet.Selected(selector)));
        }
    }

    private void nets(String name, List<Cidr> nets) throws IOException {
        if (!nets.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var net : sorted(nets)) {
                json.writeString(net.toString());
            }
            json.writeEndArray();
        }
    }

    private void ports(String name, PortMatch ports) throws IOException {
        if (!ports.ranges().isEmpty()) {
            json.writeArrayFieldStart(name + "Ports");
            for (var range : sorted(ports.ranges())) {
                json.writeArray(new int[] {range.first(), range.last()}, 0, 2);
            }
            json.writeEndArray();
        }
        if (!ports.named().isEmpty()) {
            json.writeArrayFieldStart(name + "NamedPorts");
            var ids = ports.named().stream().map(named -> named.id().text()).toList();
            for (var id : sorted(ids)) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
    }

    private static <T extends Comparable<T>> List<T> sorted(List<T> values) {
        return values.size() < 2 ? values : values.stream().sorted().distinct().toList();
    }

    private void service(String side, String namespace, String service) throws IOException {
        json.writeStringField(side + "Service", namespace + "/" + service);
    }
}
