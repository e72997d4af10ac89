package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.resource.Where;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws what a resource says; its name is given.
final class RandomResource {
    private final Dice dice;
    private final RandomLabels labels;
    private final RandomEndpoint endpoint;
    private final RandomKubernetes kubernetes;
    private final RandomAdmin admin;
    private final RandomCalico calico;

    RandomResource(RandomGenerator random) {
        dice = new Dice(random);
        labels = new RandomLabels(dice);
        endpoint = new RandomEndpoint(dice);
        kubernetes = new RandomKubernetes(dice, labels);
        admin = new RandomAdmin(dice, labels);
        calico = new RandomCalico(dice, labels, new RandomCalicoRule(dice, labels));
    }

    Resource draw(ResourceKey key) {
        var metadata = new Metadata(key.namespace(), key.name(), labels.labels(), Where.NOWHERE);
        return switch (key.kind()) {
            case NAMESPACE -> new Namespace(metadata);
            case SERVICE_ACCOUNT -> new ServiceAccount(metadata);
            case POD -> endpoint.pod(new Metadata(key.namespace(), key.name(), labels.spoofing(), Where.NOWHERE));
            case NODE -> endpoint.node(metadata);
            case SERVICE -> endpoint.service(metadata);
            case ENDPOINT_SLICE -> endpoint.slice(metadata);
            case KUBERNETES_NETWORK_POLICY -> new KubernetesNetworkPolicy(metadata, kubernetes.spec());
            case TIER -> calico.tier(metadata);
            case NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> calico.policy(key.kind(), metadata);
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY -> calico.policy(key.kind(), metadata);
            case STAGED_KUBERNETES_NETWORK_POLICY ->
                new StagedKubernetesNetworkPolicy(metadata, dice.chance(80), kubernetes.spec());
            case NETWORK_SET -> new NetworkSet(metadata, nets());
            case GLOBAL_NETWORK_SET -> new GlobalNetworkSet(metadata, nets());
            case HOST_ENDPOINT -> endpoint.host(metadata);
            case PROFILE -> calico.profile(metadata);
            case WORKLOAD_ENDPOINT -> endpoint.workload(metadata);
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY ->
                admin.policy(key.kind(), metadata);
        };
    }

    private List<Cidr> nets() {
        return dice.some(0, 3, Words.ALL_NETS);
    }
}
