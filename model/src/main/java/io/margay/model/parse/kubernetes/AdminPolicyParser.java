package io.margay.model.parse.kubernetes;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminSubject;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.Kind;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import java.util.List;

/// Reads a ClusterNetworkPolicy v1alpha2, an AdminNetworkPolicy or a BaselineAdminNetworkPolicy v1alpha1.
///
/// Source: the custom resource definitions of network-policy-api, and what their fields' documentation adds.
public final class AdminPolicyParser implements KindParser {
    private static final int LAST_PRIORITY = 1000;
    private static final AdminSubject EVERYTHING = new AdminSubject(LabelSelector.ALL, LabelSelector.ALL);

    private final Kind kind;
    private final AdminDialect dialect;

    AdminPolicyParser(Kind kind) {
        this.kind = kind;
        this.dialect = AdminDialect.of(kind);
    }

    @Override
    public AdminPolicy parse(Fields root, Metadata metadata) {
        if (kind == Kind.BASELINE_ADMIN_NETWORK_POLICY && !metadata.name().equals("default")) {
            root.problem("metadata.name", "must be default: there is one in a cluster");
        }
        var spec = root.object("spec");
        root.ignore("status");
        root.finish();
        if (spec == null) {
            root.problem("spec", "is missing");
            return new AdminPolicy(kind, metadata, AdminTier.ADMIN, 0, EVERYTHING, List.of(), List.of());
        }
        var tier = tier(spec);
        var priority = priority(spec);
        var subject = subject(spec);
        var ingress = rules(spec, "ingress", "from");
        var egress = rules(spec, "egress", "to");
        spec.finish();
        return new AdminPolicy(kind, metadata, tier, priority, subject, ingress, egress);
    }

    private AdminTier tier(Fields spec) {
        if (kind != Kind.CLUSTER_NETWORK_POLICY) {
            return kind == Kind.ADMIN_NETWORK_POLICY ? AdminTier.ADMIN : AdminTier.BASELINE;
        }
        var word = spec.required("tier");
        if (!word.isEmpty() && !word.equals("Admin") && !word.equals("Baseline")) {
            spec.problem("tier", "must be Admin or Baseline, is \"" + word + "\"");
        }
        return word.equals("Baseline") ? AdminTier.BASELINE : AdminTier.ADMIN;
    }

    private int priority(Fields spec) {
        if (kind == Kind.BASELINE_ADMIN_NETWORK_POLICY) {
            return 0;
        }
        var priority = spec.integer("priority", 0, LAST_PRIORITY);
        if (!spec.has("priority")) {
            spec.problem("priority", "is missing");
        }
        return priority == null ? 0 : priority;
    }

    private AdminSubject subject(Fields spec) {
        var subject = spec.object("subject");
        if (subject == null) {
            if (!spec.has("subject")) {
                spec.problem("subject", "is missing");
            }
            return EVERYTHING;
        }
        var pods = AdminPeers.pods(subject, dialect);
        subject.finish();
        AdminPeers.exactlyOne(subject, "namespaces", "pods");
        return pods == null ? EVERYTHING : new AdminSubject(pods.namespaces(), pods.pods());
    }

    private List<AdminRule> rules(Fields spec, String direction, String peersField) {
        var rules = spec.objects(direction);
        if (rules.size() > dialect.most()) {
            spec.problem(direction, "must have at most " + dialect.most() + " rules, has " + rules.size());
        }
        var parser = new AdminRuleParser(dialect, peersField);
        return rules.stream().map(parser::parse).toList();
    }
}
