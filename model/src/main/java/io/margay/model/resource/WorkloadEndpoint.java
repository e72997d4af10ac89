package io.margay.model.resource;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import java.util.List;

/// A projectcalico.org/v3 WorkloadEndpoint, for users without Kubernetes.
///
/// @param workload what the orchestrator calls it: for `k8s` the pod, for `cni` the container
/// @param serviceAccount its account's name, which selectors see as `projectcalico.org/serviceaccount`; empty: none
/// @param ipNetworks its addresses, as /32 and /128
public record WorkloadEndpoint(
        Metadata metadata,
        String node,
        String interfaceName,
        String orchestrator,
        String workload,
        String serviceAccount,
        List<Cidr> ipNetworks,
        List<String> profiles,
        List<NamedPort> ports)
        implements Resource {
    public WorkloadEndpoint {
        ipNetworks = List.copyOf(ipNetworks);
        profiles = List.copyOf(profiles);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.WORKLOAD_ENDPOINT;
    }
}
