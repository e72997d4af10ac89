package io.margay.engine.verdict;

import static io.margay.engine.Cluster.admin;
import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.verdict.Decider.NoProfile;
import io.margay.engine.verdict.Decider.PolicyRule;
import io.margay.engine.verdict.Decider.ProfileRule;
import io.margay.engine.verdict.Decider.TierDefault;
import io.margay.model.ruleset.TierRules;
import io.margay.model.ruleset.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TierWalkTest {
    private static final String PROBE = "pod:shop/web > pod:shop/db TCP 80";
    private static final String SECURITY = calico("Tier", "security", "{order: 100}");
    private static final String PLATFORM = calico("Tier", "platform", "{order: 200, defaultAction: Pass}");

    @Test
    void withoutPolicyTheNamespaceAllows() {
        var decider = cluster().ingress(PROBE).decider();
        assertThat(decider).isInstanceOfSatisfying(ProfileRule.class, profile -> {
            assertThat(profile.profile()).isEqualTo("kns.shop");
            assertThat(profile.noPolicy()).isTrue();
        });
    }

    @Test
    void bothSidesAreJudgedAndBothMustAllow() {
        var cluster = cluster(kubernetes("shop/p", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}"));
        assertThat(cluster.egress(PROBE).verdict()).isEqualTo(Verdict.DENY);
        assertThat(cluster.ingress(PROBE).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(cluster.allows(PROBE)).isFalse();
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        var cluster = cluster(policy("GlobalNetworkPolicy", "p", "", "{action: Deny}, {action: Allow}"));
        assertThat(cluster.ingress(PROBE).decider())
                .isInstanceOfSatisfying(
                        PolicyRule.class,
                        rule -> assertThat(rule.rule().index()).isZero());
    }

    @Test
    void aPassGoesToTheNextTierPastTheRestOfItsOwn() {
        var cluster = cluster(
                SECURITY,
                policy("GlobalNetworkPolicy", "security.a", "tier: security, order: 1, ", "{action: Pass}"),
                policy("GlobalNetworkPolicy", "security.b", "tier: security, order: 2, ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "p", "", "{action: Allow}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy p in tier default");
    }

    @Test
    void tiersGoByOrderThenByName() {
        var cluster = cluster(
                calico("Tier", "b", "{order: 5}"),
                calico("Tier", "a", "{order: 5}"),
                policy("GlobalNetworkPolicy", "b.p", "tier: b, ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "a.p", "tier: a, ", "{action: Allow}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy a.p in tier a");
    }

    @Test
    void anUnknownTierComesLastAndDeniesByDefault() {
        var known = calico("Tier", "zzz", "{}");
        var late = policy(
                "GlobalNetworkPolicy", "late.p", "tier: late, ", "{action: Deny, source: {selector: none == 'x'}}");
        assertThat(cluster(late).ingress(PROBE).decider()).isEqualTo(new TierDefault("late"));
        var both = cluster(known, late, policy("GlobalNetworkPolicy", "zzz.p", "tier: zzz, ", "{action: Allow}"));
        assertThat(decidedBy(both)).isEqualTo("rule 0 of GlobalNetworkPolicy zzz.p in tier zzz");
    }

    @Test
    void theEndOfATierIsItsDefaultAction() {
        var rules = "{action: Allow, source: {selector: none == 'x'}}";
        assertThat(cluster(SECURITY, policy("GlobalNetworkPolicy", "security.p", "tier: security, ", rules))
                        .ingress(PROBE)
                        .decider())
                .isEqualTo(new TierDefault("security"));
        assertThat(cluster(PLATFORM, policy("GlobalNetworkPolicy", "platform.p", "tier: platform, ", rules))
                        .ingress(PROBE)
                        .decider())
                .isInstanceOfSatisfying(
                        ProfileRule.class,
                        profile -> assertThat(profile.noPolicy()).isFalse());
    }

    @Test
    void aTierWithOnlyStagedPoliciesIsPassedBy() {
        var cluster = cluster(
                SECURITY, policy("StagedGlobalNetworkPolicy", "security.p", "tier: security, ", "{action: Deny}"));
        assertThat(cluster.ingress(PROBE).decider())
                .isInstanceOfSatisfying(
                        ProfileRule.class,
                        profile -> assertThat(profile.noPolicy()).isTrue());
        assertThat(cluster.ingress(PROBE).trace().steps()).anyMatch(Step.StagedSkipped.class::isInstance);
    }

    @Test
    void aStagedDeletionIsNotLookedAt() {
        var cluster = cluster(calico("StagedGlobalNetworkPolicy", "p", "{stagedAction: Delete}"));
        assertThat(cluster.ingress(PROBE).trace().steps()).noneMatch(Step.StagedSkipped.class::isInstance);
    }

    @Test
    void aTierWhosePoliciesHaveNoSayInThisDirectionIsPassedBy() {
        var cluster = cluster(SECURITY, calico("GlobalNetworkPolicy", "security.p", """
        {tier: security, selector: app == 'db', types: [Egress]}"""));
        assertThat(cluster.allows(PROBE)).isTrue();
        assertThat(cluster.allows("pod:shop/db > pod:shop/web TCP 80")).isFalse();
    }

    @Test
    void policiesGoByOrderAndWithoutOrderLast() {
        var cluster = cluster(
                policy("GlobalNetworkPolicy", "a", "", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "b", "order: 20, ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "c", "order: -0.5, ", "{action: Allow}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy c in tier default");
    }

    @Test
    void equalOrdersGoByNamespaceAndTieredName() {
        var cluster = cluster(
                policy("GlobalNetworkPolicy", "z", "order: 1000, ", "{action: Deny}"),
                policy("NetworkPolicy", "shop/a", "order: 1000, ", "{action: Allow}"),
                kubernetes("shop/a", "{podSelector: {}, ingress: [{}]}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy z in tier default");
        var namespaced = cluster(
                policy("NetworkPolicy", "shop/default.z", "order: 1000, ", "{action: Deny}"),
                kubernetes("shop/a", "{podSelector: {}, ingress: [{}]}"));
        assertThat(decidedBy(namespaced)).isEqualTo("rule 0 of NetworkPolicy shop/default.z in tier default");
    }

    @Test
    void aStagedPolicyOfTheSameNameTiesWithNobody() {
        var cluster = cluster(
                policy("StagedNetworkPolicy", "shop/default.a", "order: 1000, ", "{action: Deny}"),
                policy("NetworkPolicy", "shop/default.a", "order: 1000, ", "{action: Allow}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of NetworkPolicy shop/default.a in tier default");
    }

    @Test
    void oneNameWrittenTwoWaysGoesByWhatIsWritten() {
        var bare = policy("NetworkPolicy", "shop/a", "", "{action: Deny}");
        var tiered = policy("NetworkPolicy", "shop/default.a", "", "{action: Allow}");
        for (var cluster : List.of(cluster(bare, tiered), cluster(tiered, bare))) {
            assertThat(decidedBy(cluster)).isEqualTo("rule 0 of NetworkPolicy shop/a in tier default");
        }
    }

    @Test
    void noughtIsAnOrderAndMinusNoughtTheSame() {
        var cluster = cluster(
                policy("GlobalNetworkPolicy", "b", "order: -0.0, ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "a", "order: 0, ", "{action: Allow}"),
                policy("GlobalNetworkPolicy", "0-last", "", "{action: Deny}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy a in tier default");
    }

    @Test
    void tiersWithoutOrderGoByNameAfterTheRestAndBeforeThoseThatDoNotExist() {
        var cluster = cluster(
                calico("Tier", "z", "{order: 20000000, defaultAction: Pass}"),
                calico("Tier", "b", "{defaultAction: Pass}"),
                calico("Tier", "a", "{defaultAction: Pass}"),
                policy("GlobalNetworkPolicy", "0.p", "tier: '0', ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "b.p", "tier: b, ", "{action: Deny}"),
                policy("GlobalNetworkPolicy", "a.p", "tier: a, ", "{action: Allow, protocol: TCP}"),
                policy("GlobalNetworkPolicy", "z.p", "tier: z, ", "{action: Pass, protocol: TCP}"));
        assertThat(cluster.catalog().tiers().stream().map(TierRules::name))
                .containsSubsequence("default", "kube-baseline", "z", "a", "b", "0");
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of GlobalNetworkPolicy a.p in tier a");
    }

    @Test
    void aPassInTheLastTierLeavesItToTheProfiles() {
        var cluster = cluster(
                SECURITY,
                policy("GlobalNetworkPolicy", "p", "", "{action: Pass}"),
                policy(
                        "GlobalNetworkPolicy",
                        "gone.p",
                        "tier: gone, ",
                        "{action: Pass, protocol: TCP}, {action: Deny}"));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of profile kns.shop");
    }

    @Test
    void aDoNotTrackPolicyIsNotAskedForAWorkload() {
        var cluster = cluster(calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', doNotTrack: true, applyOnForward: true, order: 1, ingress: [{action: Deny}]}"""));
        assertThat(cluster.allows(PROBE)).isTrue();
    }

    @Test
    void applyOnForwardChangesNothingForAWorkload() {
        var cluster = cluster(calico("GlobalNetworkPolicy", "p", """
        {selector: app == 'db', applyOnForward: true, ingress: [{action: Deny}]}"""));
        assertThat(cluster.allows(PROBE)).isFalse();
    }

    @Test
    void aPodOfAMissingNamespaceIsDeniedWhereNoTierDecides() {
        var cluster = Cluster.of(pod("gone/db", "10.0.0.9", "app: db"));
        assertThat(cluster.ingress("192.0.2.1 > pod:gone/db TCP 80").decider()).isEqualTo(new NoProfile());
        assertThat(cluster.catalog().notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.what()).contains("there is no namespace \"gone\""));
    }

    @Test
    void adminComesBeforeDefaultAndBaselineAfterIt() {
        var subject = "subject: {namespaces: {}}";
        var peer = "from: [{namespaces: {}}]";
        var admin = admin("ClusterNetworkPolicy", "a", """
        {tier: Admin, priority: 5, %s, ingress: [{action: Accept, %s}]}""".formatted(subject, peer));
        var baseline = admin("ClusterNetworkPolicy", "b", """
        {tier: Baseline, priority: 5, %s, ingress: [{action: Deny, %s}]}""".formatted(subject, peer));
        var middle = kubernetes("shop/p", "{podSelector: {}}");
        assertThat(decidedBy(cluster(admin, baseline, middle)))
                .isEqualTo("rule 0 of ClusterNetworkPolicy a in tier kube-admin");
        assertThat(cluster(baseline, middle).ingress(PROBE).decider()).isEqualTo(new TierDefault("default"));
        assertThat(decidedBy(cluster(baseline))).isEqualTo("rule 0 of ClusterNetworkPolicy b in tier kube-baseline");
    }

    @Test
    void adminPoliciesIsolateNobody() {
        var cluster = cluster(admin("ClusterNetworkPolicy", "a", """
        {tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [
          {action: Accept, from: [{namespaces: {matchLabels: {team: z}}}]}]}"""));
        assertThat(cluster.ingress(PROBE).decider()).isInstanceOf(ProfileRule.class);
    }

    @Test
    void anAdminPolicyWithoutRulesIsNotAsked() {
        var cluster = cluster(
                calico("Tier", "adminnetworkpolicy", "{order: 1000, defaultAction: Pass}"),
                admin("AdminNetworkPolicy", "a", "{priority: 5, subject: {namespaces: {}}}"));
        assertThat(cluster.ingress(PROBE).decider())
                .isInstanceOfSatisfying(
                        ProfileRule.class,
                        profile -> assertThat(profile.noPolicy()).isTrue());
    }

    @Test
    void equalPrioritiesGoByNameAndAreReported() {
        var deny = """
        {tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}""";
        var cluster = cluster(
                admin("ClusterNetworkPolicy", "b", deny),
                admin("ClusterNetworkPolicy", "a", deny.replace("Deny", "Accept")));
        assertThat(decidedBy(cluster)).isEqualTo("rule 0 of ClusterNetworkPolicy a in tier kube-admin");
        assertThat(cluster.catalog().notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.path()).isEqualTo("spec.priority"));
    }

    @Test
    void aBuiltInTierYieldsToOneThatTheUserWrote() {
        var policy = policy("GlobalNetworkPolicy", "p", "", "{action: Allow, source: {selector: none == 'x'}}");
        assertThat(cluster(policy).allows(PROBE)).isFalse();
        assertThat(cluster(policy, calico("Tier", "default", "{order: 1000000, defaultAction: Pass}"))
                        .allows(PROBE))
                .isTrue();
    }

    private static String decidedBy(Cluster cluster) {
        return cluster.ingress(PROBE).decider().words();
    }

    private static String policy(String kind, String path, String fields, String rules) {
        return calico(kind, path, "{%sselector: app == 'db', ingress: [%s]}".formatted(fields, rules));
    }

    private static Cluster cluster(String... more) {
        var base = Stream.of(
                namespace("shop", "team: a"),
                pod("shop/web", "10.0.0.1", "app: web"),
                pod("shop/db", "10.0.0.9", "app: db"));
        return Cluster.of(Stream.concat(base, Stream.of(more)).toArray(String[]::new));
    }
}
