package io.margay.engine.source;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.engine.identity.Holder;
import io.margay.engine.random.Inputs;
import io.margay.engine.random.Step;
import io.margay.index.Fingerprint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Order;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogStateTest {
    private static final List<String> NAMESPACES = List.of("", "nowhere");
    private static final List<String> PROFILES =
            List.of("kns.nowhere", "ksa.a.b.c", "projectcalico-default-allow", "gone");

    private final CatalogState state = new CatalogState();

    @Test
    void whateverTheStepsTheCatalogIsThatOfTheInputs() {
        Seeded.run(100, random -> follow(Inputs.sequence(random), random));
    }

    private static void follow(Inputs inputs, RandomGenerator random) {
        var names = names(inputs);
        var stepwise = new CatalogState();
        stepwise.changed(
                inputs.first().stream().<Change>map(Change.Upserted::new).toList());
        var before = Catalog.of(List.of());
        for (int done = 0; done < inputs.steps().size(); done++) {
            stepwise.changed(List.of(change(inputs.steps().get(done))));
            if (random.nextInt(3) == 0 || done == inputs.steps().size() - 1) {
                var advanced = stepwise.completed(done);
                var resources = new ArrayList<>(inputs.after(done + 1));
                Collections.shuffle(resources, new Random(random.nextLong()));
                checkSame(advanced.catalog(), Catalog.of(resources), names, random);
                checkLabels(before, advanced, Catalog.of(resources), resources);
                checkChange(before, advanced, names);
                before = advanced.catalog();
            }
        }
    }

    @Test
    void whatIsSaidAgainIsNoChange() {
        var cluster = Cluster.of(
                namespace("shop", "team: a"),
                calico("Tier", "t", "{order: 5}"),
                calico("GlobalNetworkPolicy", "t.a", "{tier: t}"));
        assertThat(advance(cluster.resources()).change())
                .isEqualTo(new CatalogChange(
                        Set.of(new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", "t.a")), Set.of("kns.shop"), true));
        assertThat(advance(cluster.resources()).change()).isEqualTo(CatalogChange.NONE);
    }

    @Test
    void aTierThatIsOnlyNamedIsThereWhileAPolicyNamesIt() {
        var key = new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", "late.a");
        var first = advance(Cluster.of(calico("GlobalNetworkPolicy", "late.a", "{tier: late}"))
                .resources());
        assertThat(first.change().tiers()).isTrue();
        assertThat(first.catalog().tier("late")).hasValueSatisfying(tier -> {
            assertThat(tier.known()).isFalse();
            assertThat(tier.order()).isEqualTo(Order.LAST);
        });
        var written = advance(Cluster.of(calico("Tier", "late", "{order: 1}")).resources());
        assertThat(written.change()).isEqualTo(new CatalogChange(Set.of(), Set.of(), true));
        state.changed(List.of(new Change.Deleted(new ResourceKey(Kind.TIER, "", "late"))));
        assertThat(state.completed(2).catalog().tier("late"))
                .map(TierRules::known)
                .contains(false);
        state.changed(List.of(new Change.Deleted(key)));
        assertThat(state.completed(3).catalog().tier("late")).isEmpty();
    }

    @Test
    void aProfileOfTwoResourcesOutlivesOneOfThem() {
        var key = new ResourceKey(Kind.NAMESPACE, "", "shop");
        advance(Cluster.of(
                        namespace("shop", "team: a"),
                        calico("Profile", "kns.shop", "{labelsToApply: {pcns.team: own}}"))
                .resources());
        state.changed(List.of(new Change.Deleted(key)));
        var advanced = state.completed(1);
        assertThat(advanced.change().profiles()).containsExactly("kns.shop");
        assertThat(advanced.catalog().profile("kns.shop").known()).isTrue();
        assertThat(advanced.catalog().profile("kns.shop").ingressRules()).isEmpty();
    }

    @Test
    void theLabelKeysOfAPolicyAreThoseOfAllItsSelectors() {
        var catalog = advance(Cluster.of(
                                calico("GlobalNetworkPolicy", "a", """
                        {selector: has(subject), types: [Ingress, Egress],
                         ingress: [{action: Allow, protocol: TCP, source: {selector: has(from), notSelector: has(not)},
                                    destination: {selector: has(to), ports: [http]}}],
                         egress: [{action: Deny, destination: {namespaceSelector: has(team), selector: "!has(out)"}}]}
                        """),
                                calico(
                                        "Profile",
                                        "p",
                                        "{ingress: [{action: Allow, source: {notSelector: has(peer)}}]}"))
                        .resources())
                .catalog();
        assertThat(catalog.labelKeys(new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", "a")))
                .containsExactlyInAnyOrder("subject", "from", "not", "to", "pcns.team", "out");
        assertThat(catalog.labelKeys("p")).containsExactly("peer");
        assertThat(catalog.labelKeys("gone")).isEmpty();
    }

    @Test
    void ownLabelsWinThenThoseOfTheFirstProfileThatHasThem() {
        var cluster = Cluster.of(
                calico("Profile", "p1", "{labelsToApply: {a: p1, b: p1}}"),
                calico("Profile", "p2", "{labelsToApply: {a: p2, b: p2, c: p2}}"),
                """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: h, labels: {a: own}}
                spec: {node: n1, interfaceName: eth0, profiles: [p1, gone, p2]}
                """);
        var fingerprint = cluster.resources().stream()
                .flatMap(resource -> Holder.of(resource).stream())
                .findFirst()
                .orElseThrow()
                .fingerprint();
        var labels = cluster.catalog().labels(fingerprint);
        assertThat(Stream.of("a", "b", "c", "d").map(labels::value)).containsExactly("own", "p1", "p2", null);
    }

    private CatalogState.Advanced advance(List<Resource> resources) {
        state.changed(resources.stream().<Change>map(Change.Upserted::new).toList());
        return state.completed(1);
    }

    private static Change change(Step step) {
        return switch (step) {
            case Step.Put(var resource) -> new Change.Upserted(resource);
            case Step.Delete(var key) -> new Change.Deleted(key);
        };
    }

    /// All keys that are there at any time.
    private static Set<ResourceKey> names(Inputs inputs) {
        var names = new TreeSet<ResourceKey>();
        inputs.first().forEach(resource -> names.add(resource.key()));
        inputs.steps().forEach(step -> names.add(change(step).key()));
        return names;
    }

    private static void checkSame(Catalog catalog, Catalog expected, Set<ResourceKey> names, RandomGenerator random) {
        for (var key : names) {
            assertThat(catalog.policy(key)).isEqualTo(expected.policy(key));
            assertThat(catalog.labelKeys(key)).isEqualTo(expected.labelKeys(key));
        }
        for (var profile : profiles(names)) {
            assertThat(catalog.profile(profile)).isEqualTo(expected.profile(profile));
            assertThat(catalog.labelKeys(profile)).isEqualTo(expected.labelKeys(profile));
        }
        var namespaces = Stream.concat(NAMESPACES.stream(), names.stream().map(ResourceKey::namespace))
                .filter(_ -> random.nextBoolean());
        namespaces.distinct().forEach(it -> assertThat(catalog.tiers(it)).isEqualTo(expected.tiers(it)));
        assertThat(catalog.tiers()).isEqualTo(expected.tiers());
        assertThat(catalog.notices()).isEqualTo(expected.notices());
        checkOrder(catalog);
    }

    /// They are those of the inputs; where they are not those of before, one of the profiles has changed.
    private static void checkLabels(
            Catalog before, CatalogState.Advanced advanced, Catalog expected, List<Resource> resources) {
        var holders = resources.stream().flatMap(resource -> Holder.of(resource).stream());
        holders.map(Holder::fingerprint).forEach(it -> {
            var labels = advanced.catalog().labels(it);
            assertThat(labels).isEqualTo(expected.labels(it));
            assertThat(Collections.disjoint(it.profiles(), advanced.change().profiles()))
                    .isEqualTo(labels.equals(before.labels(it))
                            && rules(before, it).equals(rules(expected, it)));
        });
    }

    private static List<ProfileRules> rules(Catalog catalog, Fingerprint fingerprint) {
        return fingerprint.profiles().stream().map(catalog::profile).toList();
    }

    private static void checkOrder(Catalog catalog) {
        var inOrder = catalog.tiers().stream()
                .flatMap(tier -> tier.policies().stream())
                .toList();
        var sorted = new ArrayList<>(inOrder.reversed());
        sorted.sort(catalog.evaluationOrder());
        assertThat(sorted).isEqualTo(inOrder);
        for (var tier : catalog.tiers()) {
            assertThat(catalog.tier(tier.name())).contains(outline(tier));
        }
    }

    private static void checkChange(Catalog before, CatalogState.Advanced advanced, Set<ResourceKey> names) {
        var catalog = advanced.catalog();
        var policies = names.stream().filter(key -> !before.policy(key).equals(catalog.policy(key)));
        assertThat(advanced.change().policies()).isEqualTo(policies.collect(Collectors.toSet()));
        var profiles = profiles(names).stream().filter(it -> !before.profile(it).equals(catalog.profile(it)));
        assertThat(advanced.change().profiles()).containsAll(profiles.toList());
        assertThat(advanced.change().tiers()).isEqualTo(!outlines(before).equals(outlines(catalog)));
    }

    private static List<String> profiles(Set<ResourceKey> names) {
        var known = names.stream().flatMap(key -> switch (key.kind()) {
            case NAMESPACE -> Stream.of("kns." + key.name());
            case SERVICE_ACCOUNT -> Stream.of("ksa." + key.namespace() + "." + key.name());
            case PROFILE -> Stream.of(key.name());
            default -> Stream.<String>empty();
        });
        return Stream.concat(PROFILES.stream(), known).toList();
    }

    private static List<TierRules> outlines(Catalog catalog) {
        return catalog.tiers().stream().map(CatalogStateTest::outline).toList();
    }

    private static TierRules outline(TierRules tier) {
        return new TierRules(tier.name(), tier.order(), tier.defaultAction(), tier.known(), List.of());
    }
}
