package io.margay.engine.catalog;

import io.margay.engine.catalog.Expansion.Peer;
import io.margay.model.resource.Action;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.PodPeer;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Order;
import io.margay.model.resource.Policy;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.List;

/// Kubernetes NetworkPolicies, staged or not: tier `default`, order 1000, all rules Allow.
///
/// Source: `docs/semantics.md`, "Kubernetes NetworkPolicy".
final class KubernetesCompiler {
    private static final Order ORDER = new Order(1000);
    private static final PeerSelector ANYBODY = PeerSelector.endpoints(new Selector.All());

    private final Policy policy;
    private final KubernetesPolicySpec spec;

    private KubernetesCompiler(Policy policy, KubernetesPolicySpec spec) {
        this.policy = policy;
        this.spec = spec;
    }

    static PolicyRules compile(KubernetesNetworkPolicy policy) {
        return new KubernetesCompiler(policy, policy.spec()).compile(false);
    }

    static PolicyRules compile(StagedKubernetesNetworkPolicy policy) {
        return new KubernetesCompiler(policy, policy.spec()).compile(true);
    }

    private PolicyRules compile(boolean staged) {
        var metadata = policy.metadata();
        return new PolicyRules(
                policy.key(),
                Tiers.DEFAULT,
                ORDER,
                metadata.namespace() + (staged ? "/staged:" : "/") + "knp.default." + metadata.name(),
                Selectors.subjectInNamespace(Selectors.pods(spec.podSelector()), metadata.namespace()),
                spec.ingress(),
                spec.egress(),
                Stage.NORMAL,
                false,
                staged,
                false,
                rules(spec.ingressRules(), Direction.INGRESS),
                rules(spec.egressRules(), Direction.EGRESS),
                metadata.where());
    }

    private List<Rule> rules(List<KubernetesPolicySpec.Rule> rules, Direction direction) {
        var all = new ArrayList<Rule>(rules.size());
        for (int index = 0; index < rules.size(); index++) {
            all.addAll(expansion(rules.get(index), index, direction).rules());
        }
        return all;
    }

    private Expansion expansion(KubernetesPolicySpec.Rule rule, int index, Direction direction) {
        var peers = rule.peers().isEmpty() ? List.of(Peer.ANY) : peers(rule.peers());
        return new Expansion(Action.ALLOW, index, rule.where(), direction, peers, ports(rule.ports()));
    }

    private List<Peer> peers(List<KubernetesPolicySpec.Peer> written) {
        var peers = new ArrayList<Peer>(written.size());
        for (var peer : written) {
            peers.add(peer(peer));
        }
        return peers;
    }

    private Peer peer(KubernetesPolicySpec.Peer peer) {
        return switch (peer) {
            case IpBlock(var cidr, var except) -> Peer.nets(List.of(cidr), except);
            case PodPeer(var pods, var namespaces) -> {
                var within = namespaces == null
                        ? Selectors.inNamespace(policy.metadata().namespace())
                        : Selectors.inNamespaces(namespaces);
                yield Peer.endpoints(Selector.and(within, Selectors.pods(pods == null ? LabelSelector.ALL : pods)));
            }
        };
    }

    private static Ports ports(List<KubernetesPolicySpec.Port> written) {
        var ports = new Ports(ANYBODY);
        for (var port : written) {
            if (port.range() != null) {
                ports.add(port.protocol(), port.range());
            } else if (port.name() != null) {
                ports.add(port.protocol(), port.name());
            } else {
                ports.addAll(port.protocol());
            }
        }
        return ports;
    }
}
