package io.margay.engine.catalog;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void builtInTiersStandInTheirPlaces() {
        assertThat(Cluster.of().catalog().tiers())
                .extracting(TierRules::name)
                .containsExactly(
                        "adminnetworkpolicy", "kube-admin", "default", "baselineadminnetworkpolicy", "kube-baseline");
    }

    @Test
    void theOrderOfInputsNeverShows() {
        var cluster = Cluster.of(
                namespace("shop", "team: a"),
                calico("Tier", "late", "{order: 5000000}"),
                calico("GlobalNetworkPolicy", "late.a", "{tier: late}"),
                calico("GlobalNetworkPolicy", "b", "{}"),
                calico("NetworkPolicy", "shop/a", "{}"),
                kubernetes("shop/c", "{podSelector: {}}"),
                calico("HostEndpoint", "h", "{node: n1, interfaceName: eth0, profiles: [gone]}"));
        var backwards = new ArrayList<>(cluster.resources());
        Collections.reverse(backwards);
        assertThat(Catalog.of(backwards).tiers()).isEqualTo(cluster.catalog().tiers());
        assertThat(Catalog.of(backwards).notices()).isEqualTo(cluster.catalog().notices());
    }

    @Test
    void aNamespaceSeesItsOwnPoliciesAndThoseOfNone() {
        var catalog = Cluster.of(
                        calico("GlobalNetworkPolicy", "b", "{order: 2}"),
                        calico("NetworkPolicy", "shop/a", "{order: 1}"),
                        calico("NetworkPolicy", "shop/c", "{order: 3}"),
                        calico("NetworkPolicy", "front/d", "{order: 1}"))
                .catalog();
        assertThat(names(catalog.tiers("shop"))).containsExactly("shop/a", "b", "shop/c");
        assertThat(names(catalog.tiers("elsewhere"))).containsExactly("b");
        assertThat(names(catalog.tiers(""))).containsExactly("b");
        assertThat(names(catalog.tiers())).containsExactly("front/d", "shop/a", "b", "shop/c");
    }

    @Test
    void aMissingProfileHasAStandInThatDenies() {
        var profile = Cluster.of().catalog().profile("gone");
        assertThat(profile.known()).isFalse();
        assertThat(profile.ingressRules()).isEmpty();
    }

    @Test
    void namespacesAndServiceAccountsAreProfiles() {
        var catalog = Cluster.of(
                        namespace("shop", "team: a"),
                        "{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: shop, name: clerk, labels: {level: '1'}}}",
                        pod("shop/web", "10.0.0.1", "app: web"))
                .catalog();
        assertThat(catalog.profile("kns.shop").ingressRules()).hasSize(1);
        assertThat(catalog.profile("ksa.shop.clerk").known()).isTrue();
        assertThat(catalog.profile("ksa.shop.clerk").ingressRules()).isEmpty();
        assertThat(catalog.profile("projectcalico-default-allow").egressRules()).hasSize(1);
    }

    @Test
    void whatDoesNotExistIsReportedWithItsPlace() {
        var notices = Cluster.of(calico("NetworkPolicy", "shop/late.p", """
            {tier: late, ingress: [
              {action: Deny, source: {services: {name: gone}}},
              {action: Allow, source: {serviceAccounts: {names: [nobody]}}},
              {action: Allow, protocol: TCP, http: {methods: [GET]}}]}"""))
                .catalog()
                .notices();
        assertThat(notices)
                .extracting(Notice::toString)
                .containsExactly(
                        "cluster.yaml:1: NetworkPolicy shop/late.p: spec.tier: there is no tier \"late\"; it comes after all others and"
                                + " denies by default",
                        "cluster.yaml:2: NetworkPolicy shop/late.p: spec.ingress[0].source.services: there is no service"
                                + " \"shop/gone\"; it matches nothing, so nothing of it is denied",
                        "cluster.yaml:3: NetworkPolicy shop/late.p: spec.ingress[1].source.serviceAccounts: there is no service account"
                                + " \"shop/nobody\"; it matches nothing",
                        "cluster.yaml:4: NetworkPolicy shop/late.p: spec.ingress[2].http: HTTP cannot be seen on layers 3 and 4; this"
                                + " rule matches nothing");
    }

    private static List<String> names(List<TierRules> tiers) {
        return tiers.stream()
                .flatMap(tier -> tier.policies().stream())
                .map(PolicyRules::key)
                .map(key -> key.path())
                .toList();
    }
}
