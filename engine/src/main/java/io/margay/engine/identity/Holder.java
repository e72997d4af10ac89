package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Service;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.Tier;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whoever holds addresses: an endpoint, a network set or a node.
///
/// @param key a Pod, WorkloadEndpoint, HostEndpoint, NetworkSet, GlobalNetworkSet or Node
/// @param node where it is; empty for network sets
/// @param interfaceName of an endpoint; as written for a host endpoint; else empty
/// @param addresses single addresses, but for network sets; none yet is normal for a pod
public record Holder(
        ResourceKey key, String node, String interfaceName, Fingerprint fingerprint, List<Cidr> addresses) {
    public Holder {
        addresses = List.copyOf(addresses);
    }

    /// What holds addresses in a resource; empty for other kinds and for pods that are no endpoint (host network, not
    /// scheduled, finished). A pod without address is a holder: its rules go out before its address comes.
    public static Optional<Holder> of(Resource resource) {
        return switch (resource) {
            case Pod pod -> pod.isEndpoint() ? Optional.of(ofPod(pod)) : Optional.empty();
            case WorkloadEndpoint endpoint -> Optional.of(ofWorkload(endpoint));
            case HostEndpoint endpoint -> Optional.of(ofHost(endpoint));
            case NetworkSet set -> Optional.of(ofNetworkSet(set));
            case GlobalNetworkSet set -> Optional.of(ofGlobalNetworkSet(set));
            case Node node -> Optional.of(ofNode(node));
            case Namespace _, ServiceAccount _, Service _, EndpointSlice _, Profile _, Tier _, Policy _ ->
                Optional.empty();
        };
    }

    /// Whether policy protects it: a workload or a host endpoint.
    public boolean isEndpoint() {
        return isEndpoint(fingerprint);
    }

    /// Whether policy protects what has this fingerprint.
    static boolean isEndpoint(Fingerprint fingerprint) {
        return switch (fingerprint.kind()) {
            case WORKLOAD, HOST -> true;
            case NETWORK_SET, NODE -> false;
        };
    }

    private static Holder ofPod(Pod pod) {
        var metadata = pod.metadata();
        var labels =
                new LabelsOf(metadata.labels()).namespace(metadata.namespace()).orchestrator(WellKnown.KUBERNETES);
        var profiles = new ArrayList<String>();
        profiles.add(WellKnown.namespaceProfile(metadata.namespace()));
        if (!pod.serviceAccount().isEmpty()) {
            labels = labels.serviceAccount(pod.serviceAccount());
            profiles.add(WellKnown.serviceAccountProfile(metadata.namespace(), pod.serviceAccount()));
        }
        var fingerprint = new Fingerprint(
                Fingerprint.Kind.WORKLOAD, metadata.namespace(), profiles, labels.labels(), pod.ports());
        var name = InterfaceName.ofPod(metadata.namespace(), metadata.name());
        return new Holder(pod.key(), pod.nodeName(), name, fingerprint, singles(pod.ips()));
    }

    private static Holder ofWorkload(WorkloadEndpoint endpoint) {
        var metadata = endpoint.metadata();
        var labels =
                new LabelsOf(metadata.labels()).namespace(metadata.namespace()).orchestrator(endpoint.orchestrator());
        if (!endpoint.serviceAccount().isEmpty()) {
            labels = labels.serviceAccount(endpoint.serviceAccount());
        }
        var fingerprint = new Fingerprint(
                Fingerprint.Kind.WORKLOAD,
                metadata.namespace(),
                endpoint.profiles(),
                labels.labels(),
                endpoint.ports());
        return new Holder(
                endpoint.key(), endpoint.node(), endpoint.interfaceName(), fingerprint, endpoint.ipNetworks());
    }

    private static Holder ofHost(HostEndpoint endpoint) {
        var labels = new LabelsOf(endpoint.metadata().labels()).labels();
        var fingerprint = new Fingerprint(Fingerprint.Kind.HOST, "", endpoint.profiles(), labels, endpoint.ports());
        return new Holder(
                endpoint.key(),
                endpoint.node(),
                endpoint.interfaceName(),
                fingerprint,
                singles(endpoint.expectedIps()));
    }

    private static Holder ofNetworkSet(NetworkSet set) {
        var namespace = set.metadata().namespace();
        var labels = new LabelsOf(set.metadata().labels()).namespace(namespace).labels();
        var profiles = List.of(WellKnown.namespaceProfile(namespace));
        return new Holder(set.key(), "", "", networkSet(namespace, profiles, labels), set.nets());
    }

    private static Holder ofGlobalNetworkSet(GlobalNetworkSet set) {
        var labels = new LabelsOf(set.metadata().labels()).labels();
        return new Holder(set.key(), "", "", networkSet("", List.of(), labels), set.nets());
    }

    private static Fingerprint networkSet(String namespace, List<String> profiles, Labels labels) {
        return new Fingerprint(Fingerprint.Kind.NETWORK_SET, namespace, profiles, labels, List.of());
    }

    private static Holder ofNode(Node node) {
        Metadata metadata = node.metadata();
        var fingerprint = new Fingerprint(Fingerprint.Kind.NODE, "", List.of(), metadata.labels(), List.of());
        var addresses = Stream.concat(node.internalIps().stream(), node.otherIps().stream())
                .distinct()
                .toList();
        return new Holder(node.key(), metadata.name(), "", fingerprint, singles(addresses));
    }

    private static List<Cidr> singles(List<Ip> ips) {
        return ips.stream().map(Cidr::of).toList();
    }

    /// A resource's own labels without those that only namespaces and service accounts hand down, and what Calico adds.
    private record LabelsOf(Labels labels) {
        LabelsOf {
            labels = labels.without(WellKnown::isInherited);
        }

        LabelsOf namespace(String namespace) {
            return new LabelsOf(labels.with(WellKnown.NAMESPACE, namespace));
        }

        LabelsOf orchestrator(String orchestrator) {
            return orchestrator.isEmpty() ? this : new LabelsOf(labels.with(WellKnown.ORCHESTRATOR, orchestrator));
        }

        LabelsOf serviceAccount(String name) {
            return new LabelsOf(labels.with(WellKnown.SERVICE_ACCOUNT, name));
        }
    }
}
