package io.margay.engine.bruteforce;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All resources, in the order of their keys, and who holds addresses among them.
final class World {
    private final List<Resource> resources;
    private final List<Holder> holders;

    World(Collection<? extends Resource> given) {
        var byKey = new TreeMap<>();
        given.forEach(resource -> byKey.put(resource.key(), resource));
        resources = byKey.values().stream().map(Resource.class::cast).toList();
        holders = resources.stream()
                .flatMap(resource -> holder(resource).stream())
                .toList();
    }

    <T extends Resource> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Holder> holders() {
        return holders;
    }

    Party party(Ip ip) {
        var its = holders.stream().filter(holder -> holder.holds(ip)).toList();
        return new Party(ip, its, isPodAddress(ip) && !isTaken(ip));
    }

    private boolean isPodAddress(Ip ip) {
        return all(Node.class).stream()
                .flatMap(node -> node.podCidrs().stream())
                .anyMatch(net -> net.contains(ip));
    }

    private boolean isTaken(Ip ip) {
        var byEndpoint = holders.stream().anyMatch(holder -> holder.isEndpoint() && holder.holds(ip));
        return byEndpoint
                || all(Node.class).stream().anyMatch(node -> addresses(node).contains(ip));
    }

    static List<Ip> addresses(Node node) {
        return Stream.concat(node.internalIps().stream(), node.otherIps().stream())
                .toList();
    }

    private Optional<Holder> holder(Resource resource) {
        return switch (resource) {
            case Pod pod when isEndpoint(pod) -> Optional.of(pod(pod));
            case WorkloadEndpoint endpoint -> Optional.of(workload(endpoint));
            case HostEndpoint it -> {
                var labels = inherited(own(it), it.profiles());
                yield Optional.of(
                        new Holder(it.key(), it.node(), labels, singles(it.expectedIps()), it.ports(), it.profiles()));
            }
            case NetworkSet it -> {
                var own = own(it);
                own.put("projectcalico.org/namespace", it.metadata().namespace());
                var parents = List.of("kns." + it.metadata().namespace());
                yield Optional.of(new Holder(it.key(), "", inherited(own, parents), it.nets(), List.of(), parents));
            }
            case GlobalNetworkSet it -> Optional.of(new Holder(it.key(), "", own(it), it.nets(), List.of(), List.of()));
            default -> Optional.empty();
        };
    }

    private static boolean isEndpoint(Pod pod) {
        var ended = pod.phase() == Phase.SUCCEEDED || pod.phase() == Phase.FAILED;
        return !pod.hostNetwork() && !pod.nodeName().isEmpty() && !ended;
    }

    private Holder pod(Pod pod) {
        var namespace = pod.metadata().namespace();
        var own = own(pod);
        own.put("projectcalico.org/namespace", namespace);
        own.put("projectcalico.org/orchestrator", "k8s");
        var profiles = new ArrayList<>(List.of("kns." + namespace));
        if (!pod.serviceAccount().isEmpty()) {
            own.put("projectcalico.org/serviceaccount", pod.serviceAccount());
            profiles.add("ksa." + namespace + "." + pod.serviceAccount());
        }
        return new Holder(
                pod.key(), pod.nodeName(), inherited(own, profiles), singles(pod.ips()), pod.ports(), profiles);
    }

    private Holder workload(WorkloadEndpoint endpoint) {
        var own = own(endpoint);
        own.put("projectcalico.org/namespace", endpoint.metadata().namespace());
        own.put("projectcalico.org/orchestrator", endpoint.orchestrator());
        if (!endpoint.serviceAccount().isEmpty()) {
            own.put("projectcalico.org/serviceaccount", endpoint.serviceAccount());
        }
        var labels = inherited(own, endpoint.profiles());
        return new Holder(
                endpoint.key(), endpoint.node(), labels, endpoint.ipNetworks(), endpoint.ports(), endpoint.profiles());
    }

    /// Without those that only a namespace or a service account may hand down.
    private static Map<String, String> own(Resource resource) {
        var own = new TreeMap<>(resource.metadata().labels().asMap());
        own.keySet().removeIf(key -> key.startsWith("pcns.") || key.startsWith("pcsa."));
        return own;
    }

    /// Its own labels win; then those of the first profile that has the key.
    private Map<String, String> inherited(Map<String, String> own, List<String> profiles) {
        var labels = new TreeMap<String, String>();
        profiles.reversed().forEach(profile -> labels.putAll(labelsOf(profile)));
        labels.putAll(own);
        return labels;
    }

    private Map<String, String> labelsOf(String profile) {
        var labels = new TreeMap<String, String>();
        for (var resource : resources) {
            switch (resource) {
                case Profile it
                when it.metadata().name().equals(profile) ->
                    labels.putAll(it.labelsToApply().asMap());
                case Namespace it
                when profile.equals("kns." + it.metadata().name()) -> labels.putAll(handedDown("pcns.", it));
                case ServiceAccount it
                when profile.equals("ksa." + it.key().path().replace('/', '.')) ->
                    labels.putAll(handedDown("pcsa.", it));
                default -> {}
            }
        }
        return labels;
    }

    private static Map<String, String> handedDown(String prefix, Resource resource) {
        var labels = new TreeMap<String, String>();
        resource.metadata().labels().asMap().forEach((key, value) -> labels.put(prefix + key, value));
        labels.put(prefix + "projectcalico.org/name", resource.metadata().name());
        return labels;
    }

    private static List<Cidr> singles(List<Ip> ips) {
        return ips.stream().map(Cidr::of).toList();
    }
}
