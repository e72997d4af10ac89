package io.margay.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.index.intern.Sorted;
import io.margay.index.intern.SortedByNumber;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class HostLinkTest {
    private static final ShardView VIEW = ShardView.nothing(7);

    private final HostLink link = new HostLink("n1", HostLink.LEAST_LOG);
    private final List<String> sent = new ArrayList<>();
    private Needs last = Needs.NOTHING;

    @Test
    void aHostIsToldEverythingThenWhatChanged() {
        offer(holding("a"));
        assertThat(sent).isEmpty();
        send(link.connected(0));
        send(link.enforced(1));
        offer(holding("a", "b"));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void whatChangesWhileTheHostWorksIsOneTransaction() {
        offer(holding("a"));
        send(link.connected(0));
        offer(holding("b"));
        offer(holding("c"));
        assertThat(isQuiet()).isFalse();
        send(link.enforced(1));
        send(link.enforced(2));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[c] -[a]");
        assertThat(isQuiet()).isTrue();
        assertThat(link.enforcedRevision()).isEqualTo(2);
    }

    @Test
    void aHostThatComesBackIsToldTheDifference() {
        offer(holding("a"));
        send(link.connected(0));
        send(link.enforced(1));
        link.gone();
        offer(holding("a", "b"));
        send(link.connected(1));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void aHostWhoseAnswerWasLostIsToldTheDifference() {
        offer(holding("a"));
        send(link.connected(0));
        link.gone();
        offer(holding("b"));
        send(link.connected(1));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[a]");
    }

    @Test
    void aHostWithARevisionThatNobodyKnowsIsToldEverything() {
        offer(holding("a"));
        send(link.connected(77));
        assertThat(sent).containsExactly("0>78 +[a] -[]");
    }

    @Test
    void whatAnEarlierLifeOfTheNodeToldAHostIsNotTakenForWhatItIsTold() {
        offer(holding("a"));
        send(link.connected(1));
        link.gone();
        send(link.connected(1));
        assertThat(sent).containsExactly("0>2 +[a] -[]", "0>3 +[a] -[]");
    }

    @Test
    void aHostForWhichMoreWaitsThanItsStateIsWorthIsToldEverything() {
        var slow = new HostLink("n1", 1);
        slow.heard(VIEW, List.of(), false);
        send(slow.offered(VIEW, holding("a")));
        send(slow.connected(0));
        var move = new Part.Move(1, true, List.of(), List.of(), List.of(), Ints.NONE, Ints.NONE);
        slow.heard(VIEW, List.of(Shared.of(new Part.Moves(List.of(move, move)))), false);
        send(slow.offered(VIEW, holding("b")));
        send(slow.enforced(1));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[b] -[]");
    }

    @Test
    void aHostThatRefusedIsNotToldTheSameAgain() {
        var refused = holding("a");
        offer(refused);
        send(link.connected(0));
        send(link.failed(1));
        offer(refused);
        assertThat(sent).hasSize(1);
        offer(holding("b"));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[b] -[]");
    }

    @Test
    void whatDiffersInNothingIsNotSent() {
        offer(holding("a"));
        send(link.connected(0));
        send(link.enforced(1));
        offer(holding("a"));
        assertThat(sent).hasSize(1);
        assertThat(isQuiet()).isTrue();
    }

    private void offer(Needs needs) {
        last = needs;
        send(link.offered(VIEW, needs));
    }

    private boolean isQuiet() {
        return link.isQuiet(VIEW, last);
    }

    private void send(List<Update> updates) {
        for (var update : updates) {
            var added = new ArrayList<String>();
            var gone = new ArrayList<String>();
            for (var shared : update.parts()) {
                switch (shared.part()) {
                    case Part.EndpointContents endpoint ->
                        added.add(endpoint.ruleSet().endpoint().name());
                    case Part.Gone it -> it.endpoints().forEach(key -> gone.add(key.name()));
                    default -> throw new AssertionError("not expected: " + shared);
                }
            }
            sent.add(update.base() + ">" + update.revision() + " +" + added + " -" + gone);
        }
    }

    private static Needs holding(String... endpoints) {
        var contents = Stream.of(endpoints)
                .map(HostLinkTest::ruleSet)
                .collect(Collectors.toMap(
                        RuleSet::endpoint,
                        it -> Shared.of(new Part.EndpointContents(it, List.of(), List.of(), List.of(), List.of())),
                        (one, _) -> one,
                        TreeMap::new));
        return new Needs(Sorted.of(contents), SortedByNumber.empty(), Sorted.empty(), new RoaringBitmap());
    }

    private static RuleSet ruleSet(String name) {
        return new RuleSet(
                new ResourceKey(Kind.POD, "shop", name),
                "",
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
