package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.plan.Changes;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final ResourceKey A = pod("a");
    private static final ResourceKey B = pod("b");
    private static final Cidr ONE = cidr("10.0.0.1");
    private static final Cidr TWO = cidr("10.0.0.2");
    private static final Cidr SIX = cidr("fd00::1");

    private final Owners owners = new Owners();

    @Test
    void whatComesFirstIsNoChange() {
        assertThat(put(A, ONE)).isEmpty();
        assertThat(owners.addresses()).containsExactly(ONE);
    }

    @Test
    void anEndpointThatGoesGivesUpItsAddresses() {
        put(A, ONE, SIX);
        assertThat(gone(A)).containsExactlyInAnyOrder(ONE, SIX);
        assertThat(owners.addresses()).isEmpty();
        assertThat(gone(A)).isEmpty();
    }

    @Test
    void anEndpointThatChangesWithoutItsAddressesGivesUpNothing() {
        put(A, ONE);
        assertThat(put(A, ONE)).isEmpty();
        assertThat(put(A, ONE, SIX)).as("it was here before the address").isEmpty();
    }

    @Test
    void anAddressThatAnEndpointNoLongerHasChangesHands() {
        put(A, ONE, SIX);
        assertThat(put(A, TWO)).containsExactlyInAnyOrder(ONE, SIX);
        assertThat(owners.addresses()).containsExactly(TWO);
    }

    @Test
    void whatANewEndpointComesWithWasSomebodyElses() {
        put(A, ONE);
        assertThat(put(B, TWO)).containsExactly(TWO);
    }

    @Test
    void anAddressGoesFromOneToAnotherInOnePlan() {
        put(A, ONE);
        assertThat(change(Map.of(B, List.of(ONE)), Set.of(A))).containsExactly(ONE);
        assertThat(change(Map.of(A, List.of(ONE), B, List.of()), Set.of())).containsExactly(ONE);
        assertThat(owners.addresses()).containsExactly(ONE);
        assertThat(gone(A)).containsExactly(ONE);
    }

    @Test
    void whoTakesAnAddressKeepsItsFlowsWhenTheOtherGoes() {
        put(A, ONE);
        put(B);
        assertThat(put(B, ONE)).containsExactly(ONE);
        assertThat(gone(A)).isEmpty();
        assertThat(gone(B)).containsExactly(ONE);
    }

    @Test
    void anotherPodOfTheSameNameIsAnother() {
        put(A, 1, ONE, TWO);
        assertThat(put(A, 1, ONE, TWO)).isEmpty();
        assertThat(put(A, 2, TWO)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(put(A, 0, TWO)).as("not known is no sign of another").isEmpty();
        assertThat(put(A, 3, TWO)).isEmpty();
        assertThat(put(A, 4, ONE)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void aHostEndpointOwnsNothing() {
        var host = host("h");
        put(A, ONE);
        assertThat(owners.hasHosts()).isFalse();
        assertThat(put(host, TWO)).isEmpty();
        assertThat(owners.hasHosts()).isTrue();
        assertThat(gone(host)).isEmpty();
        assertThat(owners.addresses()).containsExactly(ONE);
    }

    private Set<Cidr> put(ResourceKey endpoint, Cidr... addresses) {
        return change(Map.of(endpoint, List.of(addresses)), Set.of());
    }

    private Set<Cidr> put(ResourceKey endpoint, long uid, Cidr... addresses) {
        var rules = new RuleSet(endpoint, "", List.of(addresses), "id", List.of()).withUid(uid);
        return owners.apply(new Changes<>(Map.of(endpoint, rules), Set.of()));
    }

    private Set<Cidr> gone(ResourceKey endpoint) {
        return change(Map.of(), Set.of(endpoint));
    }

    private Set<Cidr> change(Map<ResourceKey, List<Cidr>> put, Set<ResourceKey> gone) {
        return owners.apply(changes(put, gone));
    }

    static Changes<ResourceKey, RuleSet> changes(Map<ResourceKey, List<Cidr>> put, Set<ResourceKey> gone) {
        var rules = new HashMap<ResourceKey, RuleSet>();
        put.forEach((key, addresses) -> rules.put(key, new RuleSet(key, "", addresses, "id", List.of())));
        return new Changes<>(rules, gone);
    }

    static ResourceKey host(String name) {
        return new ResourceKey(Kind.HOST_ENDPOINT, "", name);
    }

    static ResourceKey pod(String name) {
        return new ResourceKey(Kind.POD, "test", name);
    }

    static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
