package io.margay.model.parse.kubernetes;

import io.margay.model.label.Labels;
import io.margay.model.net.Ip;
import io.margay.model.parse.Fields;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.EndpointSlice.Port;
import io.margay.model.resource.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads an EndpointSlice: the addresses and numbered ports behind a service.
final class EndpointSliceParser {
    private static final String SERVICE = "kubernetes.io/service-name";

    private EndpointSliceParser() {}

    static EndpointSlice parse(Fields root, Metadata metadata) {
        return new EndpointSlice(metadata, service(metadata.labels()), addresses(root), ports(root));
    }

    private static String service(Labels labels) {
        var name = labels.value(SERVICE);
        return name == null ? "" : name;
    }

    /// A slice of type FQDN has names, which are no members of anything.
    private static List<Ip> addresses(Fields root) {
        var ips = new LinkedHashSet<Ip>();
        if (!root.text("addressType").equals("FQDN")) {
            root.objects("endpoints").forEach(endpoint -> addAll(ips, endpoint));
        }
        return List.copyOf(ips);
    }

    private static void addAll(Set<Ip> ips, Fields endpoint) {
        var texts = endpoint.texts("addresses");
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var ip = Ip.parse(text);
            if (ip.isPresent()) {
                ips.add(ip.get());
            } else {
                endpoint.problem("addresses[" + i + "]", "must be an IP address, is \"" + text + "\"");
            }
        }
    }

    private static List<Port> ports(Fields root) {
        var ports = new ArrayList<Port>();
        for (var port : root.objects("ports")) {
            if (port.has("port")) {
                ports.add(new Port(port.text("name"), Ports.protocol(port), Ports.required(port, "port")));
            }
        }
        return ports;
    }
}
