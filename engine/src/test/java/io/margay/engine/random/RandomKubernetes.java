package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.Peer;
import io.margay.model.resource.KubernetesPolicySpec.PodPeer;
import io.margay.model.resource.KubernetesPolicySpec.Port;
import io.margay.model.resource.KubernetesPolicySpec.Rule;
import io.margay.model.resource.Where;

/// What NetworkPolicies of Kubernetes say.
record RandomKubernetes(Dice dice, RandomLabels labels) {
    KubernetesPolicySpec spec() {
        var ingress = dice.chance(75);
        var egress = !ingress || dice.chance(50);
        return new KubernetesPolicySpec(
                labels.labelSelector(), ingress, egress, dice.list(0, 3, this::rule), dice.list(0, 3, this::rule));
    }

    private Rule rule() {
        return new Rule(Where.NOWHERE, dice.list(0, 2, this::peer), dice.list(0, 2, this::port));
    }

    private Peer peer() {
        return switch (dice.number(0, 5)) {
            case 0, 1 -> block();
            case 2 -> new PodPeer(null, labels.labelSelector());
            case 3 -> new PodPeer(labels.labelSelector(), labels.labelSelector());
            default -> new PodPeer(labels.labelSelector(), null);
        };
    }

    private IpBlock block() {
        var cidr = dice.pick(Words.ALL_NETS);
        var inside = Words.ALL_NETS.stream()
                .filter(net -> cidr.contains(net) && !cidr.equals(net))
                .toList();
        return new IpBlock(cidr, dice.<Cidr>some(0, 2, inside));
    }

    private Port port() {
        var protocol = dice.pick(Words.WITH_PORTS);
        return switch (dice.number(0, 4)) {
            case 0 -> new Port(protocol, null, null);
            case 1, 2 -> new Port(protocol, null, dice.pick(Words.PORT_NAMES));
            default -> new Port(protocol, dice.pick(Words.RANGES), null);
        };
    }
}
