package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Refusal.Reason;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlowWriterTest {
    private static final ResourceKey A = OwnersTest.pod("a");
    private static final ResourceKey B = OwnersTest.pod("b");
    private static final Cidr ONE = OwnersTest.cidr("10.0.0.1");
    private static final Cidr TWO = OwnersTest.cidr("10.0.0.2");
    private static final Cidr THREE = OwnersTest.cidr("10.0.0.3");
    private static final Cidr SIX = OwnersTest.cidr("fd00::1");
    private static final Writer.Outcome FAILED = new Writer.Failed("no rules");
    private static final Writer.Repair REPAIR = new Writer.Repair("filter", List.of("mgy-forward"), 1);

    private final List<String> steps = new ArrayList<>();
    private final FakeConntrack conntrack = new FakeConntrack(steps);
    private final Deque<Writer.Outcome> outcomes = new ArrayDeque<>();
    private final ByTransaction host = new ByTransaction();
    private FlowWriter writer = writer(false);
    private Writer.Outcome refreshed = new Writer.Done(List.of("noted"));
    private long revision;

    @Test
    void aPlanInWhichNoAddressChangesHandsIsTheWritersAlone() {
        put(A, ONE);
        put(A, ONE, SIX);
        assertThat(writer.refresh()).isEqualTo(new Writer.Done(List.of("noted")));
        assertThat(steps).containsExactly("rules", "rules", "look");
    }

    @Test
    void theRulesComeFirstThenFlowsOfEachVersionInOneLook() {
        put(A, ONE, SIX);
        put(B, TWO);
        steps.clear();
        assertThat(apply(List.of(), List.of(A, B))).isEqualTo(new Writer.Done(List.of("noted")));
        assertThat(steps).containsExactly("rules", "settle", "delete V4", "delete V6");
        steps.clear();
        put(A);
        assertThat(steps).containsExactly("rules");
    }

    @Test
    void theKernelIsAskedForFewAddressesAndAllFlowsAreLookedAtForMore() {
        conntrack.found().addAll(List.of(ONE.network(), TWO.network(), THREE.network()));
        put(A, ONE, SIX);
        steps.clear();
        put(B, TWO);
        assertThat(steps).containsExactly("delete 10.0.0.2", "rules", "settle", "delete 10.0.0.2");
        steps.clear();
        apply(List.of(), List.of(A, B));
        assertThat(steps)
                .hasSize(5)
                .startsWith("rules", "settle")
                .contains("delete 10.0.0.1", "delete 10.0.0.2")
                .endsWith("delete V6");
        put(A, ONE);
        put(B, TWO, THREE);
        steps.clear();
        apply(List.of(), List.of(A, B));
        assertThat(steps).containsExactly("rules", "settle", "delete V4");
    }

    @Test
    void whatTheKernelDoesNotFindItselfIsLookedFor() {
        put(A, ONE);
        steps.clear();
        conntrack.found().add(ONE.network());
        host.end(List.of(TWO));
        gone(A);
        assertThat(steps).startsWith("rules", "settle").endsWith("delete V4");
        host.end(List.of(OwnersTest.cidr("10.0.0.0/31")));
        steps.clear();
        put(B);
        assertThat(steps).containsExactly("rules", "settle", "delete V4");
    }

    @Test
    void onlyVersionsThatAreConcernedAreLookedAt() {
        put(A, SIX);
        steps.clear();
        gone(A);
        assertThat(steps).containsExactly("rules", "settle", "delete V6");
    }

    @Test
    void whatEndedElsewhereEndsHere() {
        put(A, ONE);
        steps.clear();
        host.end(List.of(TWO));
        put(A, ONE, SIX);
        assertThat(steps).containsExactly("rules", "settle", "delete V4");
        steps.clear();
        put(A, ONE);
        assertThat(steps).as("of its own, and not said again").containsExactly("rules", "settle", "delete V6");
    }

    @Test
    void whatEndedElsewhereEndsOnceTheRulesAreThere() {
        put(A, ONE);
        outcomes.add(FAILED);
        steps.clear();
        host.end(List.of(TWO));
        put(B);
        put(A, ONE);
        assertThat(steps).containsExactly("rules", "rules", "settle", "delete V4");
    }

    @Test
    void aPodOfTheSameNameAndAddressIsAnother() {
        apply(List.of(pod(A, 1)), List.of());
        steps.clear();
        apply(List.of(pod(A, 1)), List.of());
        assertThat(steps).containsExactly("rules");
        apply(List.of(pod(A, 2)), List.of());
        assertThat(steps).containsExactly("rules", "delete V4", "rules", "settle", "delete V4");
    }

    @Test
    void whereTheRulesFailFlowsWaitForThem() {
        put(A, ONE);
        outcomes.add(FAILED);
        steps.clear();
        assertThat(gone(A)).isEqualTo(FAILED);
        assertThat(writer.refresh()).isEqualTo(new Writer.Done(List.of("noted")));
        assertThat(steps).containsExactly("rules", "look");
        put(B);
        assertThat(steps).containsExactly("rules", "look", "rules", "settle", "delete V4");
    }

    @Test
    void whatCouldNotBeEndedIsTriedAgain() {
        put(A, ONE, SIX);
        conntrack.refusals().add(Reason.NO_ANSWER);
        steps.clear();
        assertThat(gone(A)).isInstanceOf(Writer.Failed.class);
        put(B);
        assertThat(steps).containsExactly("rules", "settle", "delete V4", "rules", "settle", "delete V4", "delete V6");
    }

    @Test
    void whatThisKernelCannotIsSaidAndNotTriedForEver() {
        put(A, ONE);
        conntrack.refusals().add(Reason.UNSUPPORTED);
        steps.clear();
        assertThat(gone(A))
                .isEqualTo(new Writer.Done(List.of(
                        "noted", "flows that should have ended may go on: delete V4: this kernel cannot do it")));
        put(B);
        assertThat(steps).containsExactly("rules", "settle", "delete V4", "rules");
    }

    @Test
    void whereDeniedFlowsAreToEndEachChangeHasFlowsJudgedAgain() {
        writer = writer(true);
        put(A, ONE);
        assertThat(steps)
                .as("first, what an earlier life found denied is to be judged")
                .containsExactly("mark V4", "mark V6", "rules", "settle", "mark V4", "mark V4");
        steps.clear();
        put(B, SIX);
        assertThat(steps)
                .containsExactly(
                        "delete V6", "rules", "settle", "delete V6", "mark V4", "mark V4", "mark V6", "mark V6");
        steps.clear();
        assertThat(put(B, SIX)).isEqualTo(new Writer.Done(List.of("noted")));
        writer.refresh();
        assertThat(steps).as("nothing changed").containsExactly("rules", "look");
    }

    @Test
    void whereThereIsAHostEndpointFlowsOfBothVersionsAreJudgedAgain() {
        writer = writer(true);
        apply(List.of(new RuleSet(OwnersTest.host("h"), "", List.of(), "id", List.of())), List.of());
        assertThat(steps)
                .containsExactly("mark V4", "mark V6", "rules", "settle", "mark V4", "mark V4", "mark V6", "mark V6");
    }

    @Test
    void whatIsPutRightOrReleasedIsAChangeOfRulesToo() {
        writer = writer(true);
        put(A, ONE);
        steps.clear();
        refreshed = new Writer.Done(List.of("noted"), List.of(), List.of(REPAIR), Set.of());
        writer.refresh();
        assertThat(steps).as("repaired").containsExactly("look", "settle", "mark V4", "mark V4");
        steps.clear();
        refreshed = new Writer.Done(List.of("an interface is missing"));
        writer.refresh();
        assertThat(steps).as("an interface went").containsExactly("look", "settle", "mark V4", "mark V4");
        steps.clear();
        writer.refresh();
        assertThat(steps).containsExactly("look");
        steps.clear();
        writer.release(new Releases(true, Set.of()));
        writer.refresh();
        assertThat(steps).containsExactly("release", "look", "settle", "mark V4", "mark V4");
    }

    @Test
    void whereLookingTakesLongFlowsAreJudgedAgainTogetherLater() {
        var seconds = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndIncrement());
        writer = new FlowWriter(new FakeWriter(), conntrack, new FlowsConfig(true, 1, 2), clock);
        put(A, ONE);
        steps.clear();
        put(B);
        put(A, ONE, SIX);
        assertThat(steps).as("a look took a second").containsExactly("rules", "rules");
        steps.clear();
        for (int i = 0; i < 20; i++) {
            writer.refresh();
        }
        assertThat(steps.stream().filter(step -> !step.equals("look")))
                .containsExactly("settle", "mark V4", "mark V4", "mark V6", "mark V6");
    }

    @Test
    void whatIsNotedOfFlowsIsTakenBack() {
        assertThat(FlowWriter.forget(conntrack, new FlowsConfig(false, 1, 2))).isEmpty();
        assertThat(steps).isEmpty();
        conntrack.refusals().add(Reason.UNSUPPORTED);
        assertThat(FlowWriter.forget(conntrack, new FlowsConfig(true, 1, 2)))
                .containsExactly("marks of flows: mark V4: this kernel cannot do it");
        assertThat(steps).containsExactly("mark V4", "mark V6");
    }

    private FlowWriter writer(boolean terminateOnDeny) {
        return new FlowWriter(new FakeWriter(), conntrack, new FlowsConfig(terminateOnDeny, 1, 2));
    }

    private static RuleSet pod(ResourceKey key, long uid) {
        return new RuleSet(key, "", List.of(ONE), "id", List.of()).withUid(uid);
    }

    private Writer.Outcome put(ResourceKey endpoint, Cidr... addresses) {
        return apply(List.of(new RuleSet(endpoint, "", List.of(addresses), "id", List.of())), List.of());
    }

    private Writer.Outcome gone(ResourceKey endpoint) {
        return apply(List.of(), List.of(endpoint));
    }

    private Writer.Outcome apply(List<RuleSet> endpoints, List<ResourceKey> gone) {
        long base = revision++;
        var transaction = new Transaction(
                "test",
                base,
                revision,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                endpoints,
                new Transaction.Gone(List.of(), List.of(), List.of(), List.of(), gone));
        return writer.apply(host.receive(transaction));
    }

    private final class FakeWriter implements Writer {
        @Override
        public Outcome apply(Plan plan) {
            steps.add("rules");
            return outcomes.isEmpty() ? new Done(List.of("noted")) : outcomes.remove();
        }

        @Override
        public Outcome refresh() {
            steps.add("look");
            return refreshed;
        }

        @Override
        public Outcome release(Releases releases) {
            steps.add("release");
            return new Done(List.of("an interface is missing"));
        }
    }
}
