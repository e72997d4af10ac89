package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminSubject;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPeer;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.Kind;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Where;
import java.util.List;

/// ClusterNetworkPolicies, AdminNetworkPolicies and the BaselineAdminNetworkPolicy.
record RandomAdmin(Dice dice, RandomLabels labels) {
    AdminPolicy policy(Kind kind, Metadata metadata) {
        var tier = switch (kind) {
            case ADMIN_NETWORK_POLICY -> AdminTier.ADMIN;
            case BASELINE_ADMIN_NETWORK_POLICY -> AdminTier.BASELINE;
            default -> dice.oneOf(AdminTier.ADMIN, AdminTier.BASELINE);
        };
        var priority = kind == Kind.BASELINE_ADMIN_NETWORK_POLICY ? 0 : dice.oneOf(0, 1, 1, 1000);
        var subject =
                new AdminSubject(labels.labelSelector(), dice.chance(40) ? LabelSelector.ALL : labels.labelSelector());
        return new AdminPolicy(
                kind,
                metadata,
                tier,
                priority,
                subject,
                dice.list(0, 2, () -> rule(kind, false)),
                dice.list(0, 3, () -> rule(kind, true)));
    }

    private AdminRule rule(Kind kind, boolean egress) {
        var passes = kind != Kind.BASELINE_ADMIN_NETWORK_POLICY && dice.chance(30);
        var action = passes ? Action.PASS : dice.oneOf(Action.ALLOW, Action.DENY);
        if (egress && kind == Kind.CLUSTER_NETWORK_POLICY && dice.chance(12)) {
            List<AdminPeer> names = List.of(new DomainNames(List.of("example.org")));
            return new AdminRule(Where.NOWHERE, "names", Action.ALLOW, names, ports());
        }
        return new AdminRule(
                Where.NOWHERE, dice.oneOf("", "one"), action, dice.list(1, 2, () -> peer(egress)), ports());
    }

    private AdminPeer peer(boolean egress) {
        if (egress && dice.chance(20)) {
            return new Nodes(labels.labelSelector());
        }
        if (egress && dice.chance(30)) {
            return new Networks(dice.<Cidr>some(1, 2, Words.ALL_NETS));
        }
        return new Pods(labels.labelSelector(), dice.chance(50) ? LabelSelector.ALL : labels.labelSelector());
    }

    private List<AdminPort> ports() {
        return dice.chance(50) ? List.of() : dice.list(1, 2, this::port);
    }

    private AdminPort port() {
        var protocol = dice.pick(Words.WITH_PORTS);
        return switch (dice.number(0, 5)) {
            case 0 -> new AdminPort(protocol, null, null);
            case 1, 2 -> new AdminPort(null, null, dice.pick(Words.PORT_NAMES));
            case 3 -> new AdminPort(protocol, null, dice.pick(Words.PORT_NAMES));
            default -> new AdminPort(protocol, dice.pick(Words.RANGES), null);
        };
    }
}
