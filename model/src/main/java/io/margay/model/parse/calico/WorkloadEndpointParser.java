package io.margay.model.parse.calico;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Resource;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads WorkloadEndpoint, whose name is made of its spec: `node-orchestrator-workload-endpoint`, each `-` doubled.
///
/// For orchestrator `k8s` the workload is the pod, for `cni` the container, for `libnetwork` that word.
/// MAC address, gateways, NATs and allowed spoofed sources are checked, not kept; they are not policy.
final class WorkloadEndpointParser implements KindParser {
    private static final Pattern CONTAINER_ID = Pattern.compile("[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?");
    private static final Pattern MAC =
            Pattern.compile("(?i)[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,19}|[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2,9}");

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        var spec = CalicoParsers.spec(root);
        var orchestrator = CalicoNames.subdomain(spec, "orchestrator");
        var networks = Addresses.singles(spec, "ipNetworks");
        var endpoint = new WorkloadEndpoint(
                metadata,
                CalicoNames.subdomain(spec, "node"),
                CalicoNames.interfaceName(spec, "interfaceName"),
                orchestrator,
                workload(spec, orchestrator),
                CalicoNames.subdomain(spec, "serviceAccountName"),
                networks,
                HostEndpointParser.profiles(spec),
                NamedPortReader.ofWorkload(spec));
        CalicoParsers.require(root, spec, "interfaceName");
        checkName(root, endpoint, CalicoNames.subdomain(spec, "endpoint"));
        checkTheRest(spec, networks);
        spec.finish();
        return endpoint;
    }

    private static String workload(Fields spec, String orchestrator) {
        var workload = CalicoNames.subdomain(spec, "workload");
        var pod = CalicoNames.subdomain(spec, "pod");
        var container = spec.text("containerID");
        if (!container.isEmpty() && !CONTAINER_ID.matcher(container).matches()) {
            spec.problem("containerID", "must be a-z, A-Z, 0-9 and - inside, is " + CalicoNames.quoted(container));
        }
        return switch (orchestrator) {
            case "k8s" -> pod;
            case "cni" -> container;
            case "libnetwork" -> "libnetwork";
            default -> workload;
        };
    }

    private static void checkName(Fields root, WorkloadEndpoint endpoint, String interfaceOfWorkload) {
        var segments = List.of(endpoint.node(), endpoint.orchestrator(), endpoint.workload(), interfaceOfWorkload);
        if (segments.contains("")) {
            root.problem("spec", "must say node, orchestrator, endpoint, and workload (k8s: pod; cni: containerID)");
            return;
        }
        var name = segments.stream().map(segment -> segment.replace("-", "--")).collect(Collectors.joining("-"));
        if (!endpoint.metadata().name().equals(name)) {
            root.problem(
                    "metadata.name",
                    "must be " + name + " as its spec says, is "
                            + CalicoNames.quoted(endpoint.metadata().name()));
        }
    }

    private static void checkTheRest(Fields spec, List<Cidr> networks) {
        spec.ignore("qosControls");
        Addresses.checkIp(spec, "ipv4Gateway", IpVersion.V4);
        Addresses.checkIp(spec, "ipv6Gateway", IpVersion.V6);
        Addresses.checkNets(spec, "allowSpoofedSourcePrefixes");
        var mac = spec.text("mac");
        if (!mac.isEmpty() && !MAC.matcher(mac).matches()) {
            spec.problem("mac", "must be a MAC address, is " + CalicoNames.quoted(mac));
        }
        for (var nat : spec.objects("ipNATs")) {
            checkNat(nat, networks);
            nat.finish();
        }
    }

    private static void checkNat(Fields nat, List<Cidr> networks) {
        var internal = Addresses.required(nat, "internalIP");
        var external = Addresses.required(nat, "externalIP");
        if (internal == null || external == null) {
            return;
        }
        if (internal.version() != external.version()) {
            nat.problem("must have two addresses of one IP version");
        }
        if (networks.stream().noneMatch(net -> net.contains(internal))) {
            nat.problem("internalIP", "must be one of ipNetworks, is " + internal);
        }
    }
}
