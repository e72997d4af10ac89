package io.margay.engine.verdict;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.model.ruleset.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each field of a Calico rule alone.
class RuleMatchTest {
    /// `fields | probe of 10.0.0.1 or fd00::1 to shop/db | whether a rule with these fields matches`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a: a                                          | TCP 80            | true",
                "protocol: TCP                                 | TCP 80            | true",
                "protocol: TCP                                 | UDP 80            | false",
                "protocol: 47                                  | 47                | true",
                "notProtocol: TCP                              | TCP 80            | false",
                "notProtocol: TCP                              | UDP 80            | true",
                "ipVersion: 4                                  | TCP 80            | true",
                "ipVersion: 4                                  | TCP 80 v6         | false",
                "protocol: ICMP                                | ICMP 8/0          | true",
                "protocol: ICMPv6                              | ICMPv6 128/0 v6   | true",
                "'protocol: ICMP, icmp: {type: 8}'             | ICMP 8/3          | true",
                "'protocol: ICMP, icmp: {type: 8, code: 0}'    | ICMP 8/3          | false",
                "'protocol: ICMP, notICMP: {type: 8}'          | ICMP 8/3          | false",
                "'protocol: ICMP, notICMP: {type: 8, code: 0}' | ICMP 8/3          | true",
                "'source: {nets: [10.0.0.0/24]}'               | TCP 80            | true",
                "'source: {nets: [10.0.0.0/24]}'               | TCP 80 v6         | false",
                "'source: {nets: [10.1.0.0/24]}'               | TCP 80            | false",
                "'source: {notNets: [10.1.0.0/24]}'            | TCP 80            | true",
                "'source: {notNets: [10.0.0.1/32]}'               | TCP 80            | false",
                "'source: {notNets: [10.0.0.1/32]}'               | TCP 80 v6         | false",
                "'destination: {notNets: [10.1.0.0/24]}'       | TCP 80 v6         | false",
                "'destination: {nets: [10.0.0.9/32]}'             | TCP 80            | true",
                "'source: {selector: app == \"\"web\"\"}'      | TCP 80            | true",
                "'source: {selector: app != \"\"web\"\"}'      | TCP 80            | false",
                "'source: {notSelector: app == \"\"web\"\"}'   | TCP 80            | false",
                "'source: {notSelector: has(gone)}'            | TCP 80            | true",
                "'source: {selector: has(app), notSelector: app == \"\"db\"\"}' | TCP 80 | true",
                "'source: {namespaceSelector: team == \"\"a\"\"}' | TCP 80         | true",
                "'source: {namespaceSelector: team == \"\"b\"\"}' | TCP 80         | false",
                "'source: {namespaceSelector: global()}'       | TCP 80            | false",
                "'source: {namespaceSelector: all()}'          | TCP 80            | true",
                "'source: {serviceAccounts: {names: [web]}}'   | TCP 80            | true",
                "'source: {serviceAccounts: {names: [db]}}'    | TCP 80            | false",
                "'source: {serviceAccounts: {selector: level == \"\"1\"\"}}' | TCP 80 | true",
                "'source: {serviceAccounts: {selector: level == \"\"2\"\"}}' | TCP 80 | false",
                "'protocol: TCP, destination: {ports: [80, \"\"90:99\"\"]}' | TCP 95 | true",
                "'protocol: TCP, destination: {ports: [80, \"\"90:99\"\"]}' | TCP 81 | false",
                "'protocol: TCP, destination: {ports: [sql]}'  | TCP 5432          | true",
                "'protocol: TCP, destination: {ports: [sql]}'  | TCP 5433          | false",
                "'protocol: UDP, destination: {ports: [sql]}'  | UDP 5432          | false",
                "'protocol: TCP, destination: {ports: [1, sql]}' | TCP 5432        | true",
                "'protocol: TCP, destination: {notPorts: [sql]}' | TCP 5432        | false",
                "'protocol: TCP, destination: {notPorts: [sql]}' | TCP 5433        | true",
                "'protocol: TCP, destination: {notPorts: [80]}' | TCP 80           | false",
                "'protocol: TCP, source: {ports: [1000]}'      | TCP 80 from 1000  | true",
                "'protocol: TCP, source: {ports: [1000]}'      | TCP 80 from 1001  | false",
                "'protocol: TCP, source: {ports: [1000]}'      | TCP 80            | false",
                "'protocol: TCP, source: {notPorts: [1000]}'   | TCP 80 from 1000  | false"
            })
    void aRuleMatchesByEachFieldAlone(String fields, String packet, boolean matches) {
        var rule = fields.replace("'", "").replace("\"\"", "'").replace("a: a", "");
        var policy = calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', types: [Ingress], ingress: [{action: Allow, %s}]}""".formatted(rule));
        assertThat(cluster(policy).allows("pod:shop/web > pod:shop/db " + packet))
                .isEqualTo(matches);
    }

    @Test
    void aLogGoesOnToTheNextRule() {
        var policy = calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', ingress: [{action: Log}, {action: Allow}]}""");
        assertThat(cluster(policy).allows("pod:shop/web > pod:shop/db TCP 80")).isTrue();
    }

    @Test
    void anAllowWithHttpMatchesNothingUnlessLayer4IsAsked() {
        var cluster = cluster(calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', ingress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}]}"""));
        var probe = "pod:shop/web > pod:shop/db TCP 80";
        assertThat(cluster.judge(probe, Options.ENFORCED).verdict()).isEqualTo(Verdict.DENY);
        assertThat(cluster.judge(probe, Options.LAYER_4).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void aServiceIsWhatItsSlicesSayReadyOrNot() {
        var source = cluster(SLICE, calico("NetworkPolicy", "shop/p", """
        {selector: app == 'db', ingress: [{action: Allow, source: {services: {name: web}}}]}"""));
        assertThat(source.allows("10.0.0.1 > pod:shop/db TCP 1")).isTrue();
        assertThat(source.allows("10.0.0.2 > pod:shop/db TCP 1")).isFalse();
        var destination = cluster(SLICE, calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', egress: [{action: Allow, destination: {services: {name: web, namespace: shop}}}]}"""));
        assertThat(destination.allows("pod:shop/db > 10.0.0.1 TCP 8080")).isTrue();
        assertThat(destination.allows("pod:shop/db > 10.0.0.1 TCP 80")).isFalse();
        assertThat(destination.allows("pod:shop/db > 10.0.0.1 UDP 8080")).isFalse();
    }

    @Test
    void aServiceThatDoesNotExistMatchesNothing() {
        for (var action : new String[] {"Allow", "Deny"}) {
            var cluster = cluster(calico("NetworkPolicy", "shop/p", """
          {selector: app == 'db', ingress: [
            {action: %s, source: {services: {name: gone}}}, {action: Pass, source: {selector: has(none)}}]}""".formatted(action)));
            assertThat(cluster.ingress("pod:shop/web > pod:shop/db TCP 80").decider())
                    .isEqualTo(new Decider.TierDefault("default"));
            assertThat(cluster.catalog().notices()).hasSize(1);
        }
    }

    @Test
    void theFirstReasonIsSaidInWords() {
        var cluster = cluster(calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', ingress: [
          {action: Allow, source: {selector: app == 'api'}},
          {action: Allow, protocol: TCP, destination: {ports: [6379]}}]}"""));
        var side = cluster.ingress("pod:shop/web > pod:shop/db TCP 80");
        assertThat(side.trace().lines().stream().map(Line::text))
                .containsExactly(
                        "tier default (order 1000000, default Deny)",
                        "GlobalNetworkPolicy p (order last)",
                        "rule 0 Allow: no, source 10.0.0.1 (pod shop/web) is not in app == \"api\"",
                        "rule 1 Allow: no, port 80 is not 6379",
                        "no rule matched: tier default says Deny");
    }

    @Test
    void aPortsNameIsSaidWithWhatItMeansAtThatEndpoint() {
        var rules = calico("GlobalNetworkPolicy", "p", """
        {egress: [
          {action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [sql]}},
          {action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [http, 81]}},
          {action: Allow, protocol: TCP, destination: {selector: app == 'api', ports: [sql]}}]}""");
        assertThat(cluster(rules).egress("pod:shop/web > pod:shop/db TCP 80").trace().lines().stream()
                        .map(Line::text)
                        .filter(text -> text.startsWith("rule")))
                .containsExactly(
                        "rule 0 Allow: no, port 80 is not TCP port \"sql\" of app == \"db\""
                                + "; destination 10.0.0.9 (pod shop/db) has TCP port \"sql\" at 5432",
                        "rule 1 Allow: no, port 80 is not 81 or TCP port \"http\" of app == \"db\""
                                + "; destination 10.0.0.9 (pod shop/db) has no TCP port \"http\"",
                        "rule 2 Allow: no, port 80 is not TCP port \"sql\" of app == \"api\""
                                + "; destination 10.0.0.9 (pod shop/db) is none of those endpoints");
    }

    private static final String SLICE = """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {namespace: shop, name: web-1, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}}]
      ports: [{name: http, port: 8080, protocol: TCP}]
      """;

    private static Cluster cluster(String... more) {
        var web = pod("shop/web", "10.0.0.1", "app: web")
                .replace("podIP: \"10.0.0.1\"", "podIPs: [{ip: 10.0.0.1}, {ip: \"fd00::1\"}]")
                .replace("nodeName", "serviceAccountName: web, nodeName");
        var db = pod("shop/db", "10.0.0.9", "app: db", "{name: sql, containerPort: 5432}")
                .replace("podIP: \"10.0.0.9\"", "podIPs: [{ip: 10.0.0.9}, {ip: \"fd00::9\"}]");
        var account =
                "{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: shop, name: web, labels: {level: '1'}}}";
        var base = Stream.of(namespace("shop", "team: a"), web, db, account);
        return Cluster.of(Stream.concat(base, Stream.of(more)).toArray(String[]::new));
    }
}
