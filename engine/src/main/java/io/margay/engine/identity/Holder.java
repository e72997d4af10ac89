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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whoever holds addresses: an endpoint, a network set or a node.
///
/// @param key a Pod, WorkloadEndpoint, HostEndpoint, NetworkSet, GlobalNetworkSet or Node
/// @param node where it is; empty for network sets
/// @param interfaceName of an endpoint; as written for a host endpoint; else empty
/// @param addresses single addresses, but for network sets; none yet is normal for a pod
/// @param uid of a pod, tells it from others of its name; 0: not known
public record Holder(
        ResourceKey key, String node, String interfaceName, Fingerprint fingerprint, List<Cidr> addresses, long uid)
        implements Claim {
    private static final PodFingerprints PODS = new PodFingerprints();

    public Holder {
        addresses = List.copyOf(addresses);
    }

    /// One whose uid is not known.
    public Holder(ResourceKey key, String node, String interfaceName, Fingerprint fingerprint, List<Cidr> addresses) {
        this(key, node, interfaceName, fingerprint, addresses, 0);
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
        var name = InterfaceName.ofPod(metadata.namespace(), metadata.name());
        return new Holder(pod.key(), pod.nodeName(), name, PODS.of(pod), singles(pod.ips()), pod.uid());
    }

    private static Holder ofWorkload(WorkloadEndpoint endpoint) {
        var metadata = endpoint.metadata();
        var added = added(metadata.namespace(), endpoint.orchestrator(), endpoint.serviceAccount());
        var fingerprint = new Fingerprint(
                Fingerprint.Kind.WORKLOAD,
                metadata.namespace(),
                endpoint.profiles(),
                own(metadata).with(added),
                endpoint.ports());
        return new Holder(
                endpoint.key(), endpoint.node(), endpoint.interfaceName(), fingerprint, endpoint.ipNetworks());
    }

    private static Holder ofHost(HostEndpoint endpoint) {
        var labels = own(endpoint.metadata());
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
        var labels = own(set.metadata()).with(WellKnown.NAMESPACE, namespace);
        var profiles = List.of(WellKnown.namespaceProfile(namespace));
        return new Holder(set.key(), "", "", networkSet(namespace, profiles, labels), set.nets());
    }

    private static Holder ofGlobalNetworkSet(GlobalNetworkSet set) {
        var labels = own(set.metadata());
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
        return ips.size() == 1
                ? List.of(Cidr.of(ips.getFirst()))
                : ips.stream().map(Cidr::of).toList();
    }

    /// A resource's own labels without those that only namespaces and service accounts hand down.
    static Labels own(Metadata metadata) {
        return metadata.labels().without(WellKnown::isInherited);
    }

    /// What Calico adds to a workload's labels.
    static Labels added(String namespace, String orchestrator, String serviceAccount) {
        var added = Labels.EMPTY.with(WellKnown.NAMESPACE, namespace);
        var made = orchestrator.isEmpty() ? added : added.with(WellKnown.ORCHESTRATOR, orchestrator);
        return serviceAccount.isEmpty() ? made : made.with(WellKnown.SERVICE_ACCOUNT, serviceAccount);
    }
}
