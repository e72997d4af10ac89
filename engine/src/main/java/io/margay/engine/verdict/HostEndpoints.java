package io.margay.engine.verdict;

import io.margay.engine.identity.Holder;
import io.margay.model.net.Cidr;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which host endpoint takes which interface of a node.
///
/// A host's interfaces are not among the resources. So the interface with the node's InternalIPs is taken to be the one
/// that a host endpoint names whose expectedIPs has one of them, else `eth0`; all others have none.
///
/// Source: `docs/semantics.md`, "Host endpoints".
final class HostEndpoints {
    private static final String ALL_OTHERS = "*";
    private static final String USUAL = "eth0";

    private final Map<String, List<Holder>> byNode;

    private HostEndpoints(Map<String, List<Holder>> byNode) {
        this.byNode = byNode;
    }

    static HostEndpoints of(List<HostEndpoint> endpoints) {
        return new HostEndpoints(endpoints.stream()
                .flatMap(endpoint -> Holder.of(endpoint).stream())
                .sorted(Comparator.comparing(Holder::key))
                .collect(Collectors.groupingBy(Holder::node)));
    }

    /// The interface that has the node's InternalIPs.
    String mainInterface(Node node) {
        return on(node).stream()
                .filter(endpoint -> isNamed(endpoint) && expects(endpoint, node))
                .map(Holder::interfaceName)
                .findFirst()
                .orElse(USUAL);
    }

    /// The host endpoint that takes an interface: the first by name of those that name it, or that name none and expect
    /// an address of it; else the first of those for all others.
    Optional<Holder> taking(Node node, String interfaceName) {
        var hasAddresses = interfaceName.equals(mainInterface(node));
        return on(node).stream()
                .filter(endpoint -> endpoint.interfaceName().equals(interfaceName)
                        || (endpoint.interfaceName().isEmpty() && hasAddresses && expects(endpoint, node)))
                .findFirst()
                .or(() -> on(node).stream()
                        .filter(endpoint -> endpoint.interfaceName().equals(ALL_OTHERS))
                        .findFirst());
    }

    private List<Holder> on(Node node) {
        return byNode.getOrDefault(node.metadata().name(), List.of());
    }

    private static boolean isNamed(Holder endpoint) {
        return !endpoint.interfaceName().isEmpty() && !endpoint.interfaceName().equals(ALL_OTHERS);
    }

    private static boolean expects(Holder endpoint, Node node) {
        return node.internalIps().stream().map(Cidr::of).anyMatch(endpoint.addresses()::contains);
    }
}
