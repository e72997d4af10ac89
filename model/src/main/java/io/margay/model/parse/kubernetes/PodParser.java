package io.margay.model.parse.kubernetes;

import io.margay.model.intern.Copies;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a Pod: what Calico makes a workload endpoint of. [PodLine] reads the same without a tree: what changes in one
/// changes in both.
///
/// Source: `docs/semantics.md`, "Pods".
final class PodParser {
    static final String POD_IP = "cni.projectcalico.org/podIP";
    static final String POD_IPS = "cni.projectcalico.org/podIPs";

    /// Most pods have the ports of many others.
    static final Copies<List<NamedPort>> PORTS = new Copies<>(10);

    private PodParser() {}

    static Pod parse(Fields root, Metadata metadata) {
        var spec = root.object("spec");
        var status = root.object("status");
        var annotations = annotations(root);
        return new Pod(
                metadata,
                spec == null ? "" : spec.text("nodeName"),
                spec == null ? "" : account(spec),
                spec != null && spec.flag("hostNetwork"),
                status == null ? Phase.UNKNOWN : phase(status.text("phase")),
                released(root, annotations) ? List.of() : ips(status, annotations),
                spec == null ? List.of() : PORTS.of(ports(spec)),
                uid(root));
    }

    private static @Nullable Fields annotations(Fields root) {
        var metadata = root.object("metadata");
        return metadata == null ? null : metadata.object("annotations");
    }

    /// Whatever is there that is no text is none: API servers write it, and nobody else.
    private static long uid(Fields root) {
        var metadata = root.object("metadata");
        return metadata != null && metadata.value("uid") instanceof Value.Text(var _, var text) ? Pod.uid(text) : 0;
    }

    private static String account(Fields spec) {
        var name = spec.text("serviceAccountName");
        return name.isEmpty() ? spec.text("serviceAccount") : name;
    }

    /// The phase of status.phase.
    static Phase phase(String word) {
        return switch (word) {
            case "Pending" -> Phase.PENDING;
            case "Running" -> Phase.RUNNING;
            case "Succeeded" -> Phase.SUCCEEDED;
            case "Failed" -> Phase.FAILED;
            default -> Phase.UNKNOWN;
        };
    }

    /// Whether Calico has taken the address back: a pod that is being deleted, with an empty podIP annotation.
    private static boolean released(Fields root, @Nullable Fields annotations) {
        var metadata = root.object("metadata");
        return metadata != null
                && metadata.has("deletionTimestamp")
                && annotations != null
                && annotations.value(POD_IP) instanceof Value.Text(var _, var text)
                && text.isEmpty();
    }

    private static List<Ip> ips(@Nullable Fields status, @Nullable Fields annotations) {
        var ips = new ArrayList<Ip>(1);
        if (status != null) {
            status.objects("podIPs").forEach(item -> Addresses.add(ips, item, "ip", item.text("ip")));
            if (ips.isEmpty() && !status.text("podIP").isEmpty()) {
                Addresses.add(ips, status, "podIP", status.text("podIP"));
            }
        }
        if (ips.isEmpty() && annotations != null) {
            var several = annotations.text(POD_IPS);
            annotated(ips, annotations, several.isEmpty() ? POD_IP : POD_IPS);
        }
        return ips;
    }

    /// Addresses as Calico's network plugin writes them: `10.0.0.1/32`, several with commas between.
    private static void annotated(List<Ip> ips, Fields annotations, String field) {
        for (var part : annotations.text(field).split(",", -1)) {
            var text = part.strip();
            var slash = text.indexOf('/');
            if (!text.isEmpty()) {
                Addresses.add(ips, annotations, field, slash < 0 ? text : text.substring(0, slash));
            }
        }
    }

    private static List<NamedPort> ports(Fields spec) {
        var ports = new ArrayList<NamedPort>();
        spec.objects("containers").forEach(container -> ports(ports, container));
        spec.objects("initContainers").forEach(container -> ports(ports, container));
        return List.copyOf(ports);
    }

    private static void ports(List<NamedPort> ports, Fields container) {
        for (var port : container.objects("ports")) {
            var name = port.text("name");
            if (!name.isEmpty()) {
                ports.add(new NamedPort(name, Ports.protocolOrEmpty(port), Ports.required(port, "containerPort")));
            }
        }
    }
}
