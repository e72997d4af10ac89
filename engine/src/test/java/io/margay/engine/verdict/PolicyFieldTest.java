package io.margay.engine.verdict;

import static io.margay.engine.Cluster.admin;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.node;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each field of the policies of Kubernetes' APIs alone. Those of Calico's rules: `RuleMatchTest`.
class PolicyFieldTest {
    private static final String DB = pod(
            "shop/db",
            "10.0.0.9",
            "app: db",
            "{name: sql, containerPort: 5432}, {name: dns, containerPort: 53, protocol: UDP}");

    /// `spec of a NetworkPolicy in shop | probe | whether it passes`; without the policy all do.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                            | pod:shop/web > pod:shop/db TCP 80      | false
        {}                                                            | pod:shop/web > pod:lab/job TCP 80      | true
        {podSelector: {matchLabels: {app: db}}}                       | pod:shop/web > pod:shop/db TCP 80      | false
        {podSelector: {matchLabels: {app: db}}}                       | pod:shop/db > pod:shop/web TCP 80      | true
        {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}} | pod:shop/web > pod:shop/db TCP 80 | true
        {podSelector: {matchExpressions: [{key: app, operator: Exists}]}}  | pod:shop/web > pod:shop/db TCP 80 | false
        {podSelector: {matchExpressions: [{key: gone, operator: DoesNotExist}]}} | pod:shop/web > pod:shop/db TCP 80 | false
        {podSelector: {matchExpressions: [{key: gone, operator: NotIn, values: [x]}]}} | pod:shop/web > pod:shop/db TCP 80 | false
        {policyTypes: [Egress]}                                       | pod:lab/job > pod:shop/db TCP 80       | true
        {policyTypes: [Egress]}                                       | pod:shop/db > pod:lab/job TCP 80       | false
        {policyTypes: [Ingress]}                                      | pod:shop/db > pod:lab/job TCP 80       | true
        {policyTypes: [Ingress], egress: [{}]}                        | pod:shop/db > pod:lab/job TCP 80       | true
        {policyTypes: [Egress], ingress: [{}]}                        | pod:shop/db > pod:lab/job TCP 80       | false
        {ingress: []}                                                 | pod:lab/job > pod:shop/db TCP 80       | false
        {ingress: [{}]}                                               | pod:lab/job > pod:shop/db TCP 80       | true
        {egress: []}                                                  | pod:shop/db > pod:lab/job TCP 80       | true
        {egress: [{to: [{podSelector: {}}]}]}                         | pod:shop/db > pod:lab/job TCP 80       | false
        {egress: [{to: [{podSelector: {}}]}]}                         | pod:lab/job > pod:shop/db TCP 80       | false
        {ingress: [{from: []}]}                                       | pod:lab/job > pod:shop/db TCP 80       | true
        {ingress: [{from: [{podSelector: {}}]}]}                      | pod:shop/web > pod:shop/db TCP 80      | true
        {ingress: [{from: [{podSelector: {}}]}]}                      | pod:lab/job > pod:shop/db TCP 80       | false
        {ingress: [{from: [{namespaceSelector: {}}]}]}                | pod:lab/job > pod:shop/db TCP 80       | true
        {ingress: [{from: [{namespaceSelector: {}}]}]}                | 203.0.113.1 > pod:shop/db TCP 80       | false
        {ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: web}}}]}]} | pod:lab/job > pod:shop/db TCP 80 | false
        {ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}}, {podSelector: {matchLabels: {app: web}}}]}]} | pod:lab/job > pod:shop/db TCP 80 | true
        {ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}      | 203.0.113.1 > pod:shop/db TCP 80       | true
        {ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.1/32]}}]}]} | 203.0.113.1 > pod:shop/db TCP 80 | false
        {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}         | pod:lab/job > pod:shop/db TCP 80       | true
        {ingress: [{ports: []}]}                                      | pod:lab/job > pod:shop/db UDP 80       | true
        {ingress: [{ports: [{}]}]}                                    | pod:lab/job > pod:shop/db TCP 80       | true
        {ingress: [{ports: [{}]}]}                                    | pod:lab/job > pod:shop/db UDP 80       | false
        {ingress: [{ports: [{protocol: SCTP}]}]}                      | pod:lab/job > pod:shop/db SCTP 80      | true
        {ingress: [{ports: [{port: 80}]}]}                            | pod:lab/job > pod:shop/db TCP 80       | true
        {ingress: [{ports: [{port: 80}]}]}                            | pod:lab/job > pod:shop/db UDP 80       | false
        {ingress: [{ports: [{port: 80, endPort: 90}]}]}               | pod:lab/job > pod:shop/db TCP 90       | true
        {ingress: [{ports: [{port: 80, endPort: 90}]}]}               | pod:lab/job > pod:shop/db TCP 91       | false
        {ingress: [{ports: [{port: sql}]}]}                           | pod:lab/job > pod:shop/db TCP 5432     | true
        {ingress: [{ports: [{port: dns}]}]}                           | pod:lab/job > pod:shop/db UDP 53       | false
        {ingress: [{ports: [{port: dns, protocol: UDP}]}]}            | pod:lab/job > pod:shop/db UDP 53       | true
        {ingress: [{ports: [{port: gone}]}]}                          | pod:lab/job > pod:shop/db TCP 80       | false
        {egress: [{ports: [{port: sql}]}]}                            | pod:shop/web > pod:shop/db TCP 5432    | false
        {egress: [{ports: [{port: sql}]}], policyTypes: [Egress]}     | pod:shop/web > pod:shop/db TCP 5432    | true
        {egress: [{ports: [{port: sql}]}], policyTypes: [Egress]}     | pod:shop/web > pod:lab/job TCP 5432    | false
        """)
    void aKubernetesPolicySaysByEachFieldAlone(String spec, String probe, boolean passes) {
        assertThat(cluster(kubernetes("shop/p", spec)).allows(probe)).isEqualTo(passes);
    }

    /// `what a Deny rule says of the other end | probe | whether it passes`, where the policy is for all pods.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ingress: [{action: Deny, from: [{namespaces: {}}]}]                                  | pod:lab/job > pod:shop/db TCP 80 | false
        ingress: [{action: Deny, from: [{namespaces: {}}]}]                                  | 203.0.113.1 > pod:shop/db TCP 80 | true
        ingress: [{action: Deny, from: [{namespaces: {}}]}]                                  | host:n2 > pod:shop/db TCP 80     | true
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: b}}}]}]            | pod:lab/job > pod:shop/db TCP 80 | false
        ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: b}}}]}]            | pod:shop/web > pod:shop/db TCP 80 | true
        ingress: [{action: Deny, from: [{pods: {podSelector: {matchLabels: {app: web}}}}]}]  | pod:shop/web > pod:shop/db TCP 80 | false
        ingress: [{action: Deny, from: [{pods: {podSelector: {}, namespaceSelector: {matchLabels: {team: a}}}}]}] | pod:lab/job > pod:shop/db TCP 80 | true
        ingress: [{action: Pass, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}] | pod:lab/job > pod:shop/db TCP 80 | true
        ingress: [{action: Accept, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}] | pod:lab/job > pod:shop/db TCP 80 | true
        ingress: [{name: r, action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}] | pod:lab/job > pod:shop/db TCP 80 | false
        ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}] | pod:lab/job > pod:shop/db UDP 80 | true
        ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{udp: {destinationPort: {range: {start: 80, end: 90}}}}]}] | pod:lab/job > pod:shop/db UDP 90 | false
        ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{sctp: {destinationPort: {range: {start: 80, end: 90}}}}]}] | pod:lab/job > pod:shop/db SCTP 91 | true
        ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: dns}]}] | pod:lab/job > pod:shop/db UDP 53 | false
        ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: dns}]}] | pod:lab/job > pod:shop/db TCP 53 | true
        egress: [{action: Deny, to: [{namespaces: {}}], protocols: [{destinationNamedPort: sql}]}]    | pod:lab/job > pod:shop/db TCP 5432 | false
        egress: [{action: Deny, to: [{nodes: {}}]}]                                          | pod:lab/job > host:n2 TCP 80     | false
        egress: [{action: Deny, to: [{nodes: {matchLabels: {zone: z}}}]}]                    | pod:lab/job > host:n2 TCP 80     | true
        egress: [{action: Deny, to: [{networks: [203.0.113.0/24]}]}]                         | pod:lab/job > 203.0.113.1 TCP 80 | false
        egress: [{action: Deny, to: [{networks: [10.0.0.0/24]}]}]                            | pod:lab/job > pod:shop/db TCP 80 | false
        egress: [{action: Accept, to: [{domainNames: [example.com]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}] | pod:lab/job > 203.0.113.1 TCP 80 | false
        """)
    void aClusterNetworkPolicySaysByEachFieldAlone(String rules, String probe, boolean passes) {
        for (var tier : new String[] {"Admin", "Baseline"}) {
            var spec = "{tier: %s, priority: 5, subject: {namespaces: {}}, %s}".formatted(tier, rules);
            assertThat(cluster(admin("ClusterNetworkPolicy", "p", spec)).allows(probe))
                    .as(tier)
                    .isEqualTo(passes);
        }
    }

    /// `subject | probe | whether it passes`, where the policy denies all ingress from pods.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        namespaces: {}                                                                    | pod:lab/job > pod:shop/db TCP 80  | false
        namespaces: {matchLabels: {team: b}}                                              | pod:lab/job > pod:shop/db TCP 80  | true
        namespaces: {matchExpressions: [{key: team, operator: NotIn, values: [b]}]}       | pod:lab/job > pod:shop/db TCP 80  | false
        pods: {podSelector: {matchLabels: {app: db}}, namespaceSelector: {}}              | pod:lab/job > pod:shop/db TCP 80  | false
        pods: {podSelector: {matchLabels: {app: db}}, namespaceSelector: {}}              | pod:lab/job > pod:shop/web TCP 80 | true
        pods: {podSelector: {}, namespaceSelector: {matchLabels: {team: b}}}              | pod:shop/web > pod:lab/job TCP 80 | false
        """)
    void theSubjectOfAnAdminPolicySaysWhomItIsFor(String subject, String probe, boolean passes) {
        var spec = "{%s subject: {%s}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}";
        var policies = new String[] {
            admin("ClusterNetworkPolicy", "p", spec.formatted("tier: Admin, priority: 1,", subject)),
            admin("AdminNetworkPolicy", "p", spec.formatted("priority: 1,", subject)),
            admin("BaselineAdminNetworkPolicy", "default", spec.formatted("", subject))
        };
        for (var policy : policies) {
            assertThat(cluster(policy).allows(probe)).as(policy).isEqualTo(passes);
        }
    }

    private static Cluster cluster(String policy) {
        return Cluster.of(
                namespace("shop", "team: a"),
                namespace("lab", "team: b"),
                node("n2", "192.0.2.2", "zone: a", "{}"),
                DB,
                pod("shop/web", "10.0.0.1", "app: web"),
                pod("lab/job", "10.0.0.3", "app: job"),
                policy);
    }
}
