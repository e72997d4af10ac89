package io.margay.model.parse.kubernetes;

import io.margay.model.net.Ip;
import io.margay.model.net.PortRange;
import io.margay.model.parse.Fields;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Service;
import java.util.ArrayList;
import java.util.List;

/// Reads a Service: its cluster addresses and its ports.
final class ServiceParser {
    private ServiceParser() {}

    static Service parse(Fields root, Metadata metadata) {
        var spec = root.object("spec");
        if (spec == null) {
            return new Service(metadata, List.of(), List.of());
        }
        var ports = spec.objects("ports").stream().map(ServiceParser::port).toList();
        return new Service(metadata, clusterIps(spec), ports);
    }

    private static List<Ip> clusterIps(Fields spec) {
        var ips = new ArrayList<Ip>(1);
        var texts = spec.texts("clusterIPs");
        for (var i = 0; i < texts.size(); i++) {
            add(ips, spec, "clusterIPs[" + i + "]", texts.get(i));
        }
        if (texts.isEmpty()) {
            add(ips, spec, "clusterIP", spec.text("clusterIP"));
        }
        return ips;
    }

    private static void add(List<Ip> ips, Fields spec, String field, String text) {
        if (!text.isEmpty() && !text.equals("None")) {
            Addresses.add(ips, spec, field, text);
        }
    }

    private static Service.Port port(Fields port) {
        var nodePort = port.integer("nodePort", 0, PortRange.MAX_PORT);
        return new Service.Port(
                port.text("name"),
                Ports.protocolOrEmpty(port),
                Ports.required(port, "port"),
                nodePort == null ? 0 : nodePort);
    }
}
