package io.margay.engine.verdict;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.networkSet;
import static io.margay.engine.Cluster.node;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.model.ruleset.Verdict;
import org.junit.jupiter.api.Test;

class AddressMembershipTest {
    private static final String SHOP = namespace("shop", "team: a");
    private static final String DB = pod("shop/db", "10.0.0.9", "app: db", "{name: sql, containerPort: 5432}");
    private static final String ALLOW_RED = calico(
            "GlobalNetworkPolicy",
            "p",
            "{selector: app == 'db', ingress: [{action: Allow, source: {selector: color == 'red'}}]}");

    @Test
    void anAddressWithTwoHoldersIsWhatEitherOfThemIs() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                ALLOW_RED,
                pod("shop/old", "10.0.0.1", "color: red"),
                pod("shop/young", "10.0.0.1", "color: blue"));
        assertThat(cluster.allows("10.0.0.1 > pod:shop/db TCP 80")).isTrue();
    }

    @Test
    void anAddressInTwoNetworkSetsAndAPodIsAllThree() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                pod("shop/web", "10.0.0.1", "app: web"),
                networkSet("GlobalNetworkSet", "wide", "size: wide", "10.0.0.0/8"),
                networkSet("NetworkSet", "shop/narrow", "size: narrow", "10.0.0.1/32"),
                calico("GlobalNetworkPolicy", "p", """
            {selector: app == 'db', ingress: [
              {action: Deny, source: {notSelector: size == 'wide'}},
              {action: Deny, source: {notSelector: size == 'narrow'}},
              {action: Deny, source: {notSelector: app == 'web'}},
              {action: Allow}]}"""));
        assertThat(cluster.allows("pod:shop/web > pod:shop/db TCP 80")).isTrue();
        assertThat(cluster.allows("10.0.0.2 > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void labelsOfDifferentHoldersDoNotAddUp() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                pod("shop/old", "10.0.0.1", "color: red"),
                pod("shop/young", "10.0.0.1", "size: small"),
                calico("GlobalNetworkPolicy", "p", """
            {selector: app == 'db', ingress: [{action: Allow, source: {selector: color == 'red' && size == 'small'}}]}"""));
        assertThat(cluster.allows("10.0.0.1 > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void aNamedPortCountsOnlyOnTheHolderThatTheSelectorMeans() {
        var policy = calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'web', types: [Egress], egress: [
          {action: Allow, protocol: TCP, destination: {selector: color == 'red', ports: [sql]}}]}""");
        var web = pod("shop/web", "10.0.0.1", "app: web");
        var red = pod("shop/red", "10.0.0.9", "color: red");
        assertThat(Cluster.of(SHOP, web, DB, red, policy).allows("pod:shop/web > 10.0.0.9 TCP 5432"))
                .isFalse();
        var redDb = pod("shop/red", "10.0.0.9", "color: red", "{name: sql, containerPort: 5432}");
        assertThat(Cluster.of(SHOP, web, DB, redDb, policy).allows("pod:shop/web > 10.0.0.9 TCP 5432"))
                .isTrue();
    }

    @Test
    void aRelabelledPodIsWhatItsNewLabelsSay() {
        var before = Cluster.of(SHOP, DB, ALLOW_RED, pod("shop/web", "10.0.0.1", "color: red"));
        var after = Cluster.of(SHOP, DB, ALLOW_RED, pod("shop/web", "10.0.0.1", "color: blue"));
        assertThat(before.allows("pod:shop/web > pod:shop/db TCP 80")).isTrue();
        assertThat(after.allows("pod:shop/web > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void anEndedPodHoldsItsAddressNoMore() {
        var ended = pod("shop/web", "10.0.0.1", "color: red").replace("Running", "Succeeded");
        var cluster = Cluster.of(SHOP, DB, ALLOW_RED, ended);
        assertThat(cluster.allows("10.0.0.1 > pod:shop/db TCP 80")).isFalse();
        assertThat(cluster.answer("pod:shop/web > pod:shop/db TCP 80"))
                .isEqualTo(new Answer.Unanswerable("pod shop/web has ended, so it has no address"));
    }

    @Test
    void theNextPodOfAnAddressIsNotWhatTheLastOneWas() {
        var ended = pod("shop/web", "10.0.0.1", "color: red").replace("Running", "Failed");
        var cluster = Cluster.of(SHOP, DB, ALLOW_RED, ended, pod("shop/next", "10.0.0.1", "color: blue"));
        assertThat(cluster.allows("10.0.0.1 > pod:shop/db TCP 80")).isFalse();
        assertThat(cluster.judge("10.0.0.1 > pod:shop/db TCP 80").egress()).isNotNull();
    }

    @Test
    void aNamespaceThatComesBackWithOtherLabelsHandsDownThose() {
        var policy = calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', ingress: [{action: Allow, source: {namespaceSelector: team == 'a'}}]}""");
        var web = pod("front/web", "10.0.0.1", "app: web");
        var before = Cluster.of(SHOP, DB, policy, web, namespace("front", "team: a"));
        var gone = Cluster.of(SHOP, DB, policy, web);
        var back = Cluster.of(SHOP, DB, policy, web, namespace("front", "team: b"));
        assertThat(before.allows("pod:front/web > pod:shop/db TCP 80")).isTrue();
        assertThat(gone.allows("pod:front/web > pod:shop/db TCP 80")).isFalse();
        assertThat(back.allows("pod:front/web > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void aNetworkSetInheritsTheLabelsOfItsNamespace() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                networkSet("NetworkSet", "shop/office", "a: b", "192.0.2.0/24"),
                calico("GlobalNetworkPolicy", "p", """
            {selector: app == 'db', ingress: [{action: Allow, source: {namespaceSelector: team == 'a'}}]}"""));
        assertThat(cluster.allows("192.0.2.7 > pod:shop/db TCP 80")).isTrue();
        assertThat(cluster.allows("198.51.100.7 > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void ownLabelsWinOverInheritedOnesAndTheFirstProfileOverTheSecond() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                ALLOW_RED,
                calico("Profile", "one", "{labelsToApply: {color: red}}"),
                calico("Profile", "two", "{labelsToApply: {color: blue}}"),
                calico(
                        "HostEndpoint",
                        "a",
                        "{node: n9, interfaceName: a, expectedIPs: [192.0.2.1], profiles: [one, two]}"),
                calico(
                        "HostEndpoint",
                        "b",
                        "{node: n9, interfaceName: b, expectedIPs: [192.0.2.2], profiles: [two, one]}"),
                calico("HostEndpoint", "c", "{node: n9, interfaceName: c, expectedIPs: [192.0.2.3], profiles: [one]}")
                        .replace("name: c}", "name: c, labels: {color: green}}"));
        assertThat(cluster.ingress("192.0.2.1 > pod:shop/db TCP 80").verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(cluster.ingress("192.0.2.2 > pod:shop/db TCP 80").verdict()).isEqualTo(Verdict.DENY);
        assertThat(cluster.ingress("192.0.2.3 > pod:shop/db TCP 80").verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void nobodyCanClaimTheLabelsOfANamespace() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                namespace("evil", "team: z"),
                pod("evil/web", "10.0.0.1", "pcns.team: a"),
                calico("GlobalNetworkPolicy", "p", """
            {selector: app == 'db', ingress: [{action: Allow, source: {namespaceSelector: team == 'a'}}]}"""));
        assertThat(cluster.allows("pod:evil/web > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void anAddressThatNobodyHasYetMatchesNoAllowThatRestsOnANegation() {
        var policy = calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', ingress: [{action: Allow, source: {notSelector: color == 'red'}}]}""");
        var node = node("n1", "192.0.2.1", "a: b", "{podCIDR: 10.0.0.0/24, podCIDRs: [10.0.0.0/24]}");
        var cluster = Cluster.of(SHOP, DB, node, policy, networkSet("GlobalNetworkSet", "all", "a: b", "10.0.0.0/8"));
        assertThat(cluster.allows("10.0.0.77 > pod:shop/db TCP 80")).isFalse();
        assertThat(cluster.allows("10.0.1.77 > pod:shop/db TCP 80")).isTrue();
        var known = Cluster.of(SHOP, DB, node, policy, pod("shop/new", "10.0.0.77", "color: blue"));
        assertThat(known.allows("10.0.0.77 > pod:shop/db TCP 80")).isTrue();
    }

    @Test
    void anAddressThatNobodyHasYetMatchesADenyThatRestsOnANegation() {
        var cluster = Cluster.of(
                SHOP,
                DB,
                node("n1", "192.0.2.1", "a: b", "{podCIDR: 10.0.0.0/24, podCIDRs: [10.0.0.0/24]}"),
                calico("GlobalNetworkPolicy", "p", """
            {selector: app == 'db', ingress: [
              {action: Deny, source: {notSelector: color == 'red'}}, {action: Allow}]}"""));
        assertThat(cluster.allows("10.0.0.77 > pod:shop/db TCP 80")).isFalse();
    }
}
