package io.margay.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.transaction.HostAdvance.LinkChange;
import io.margay.engine.transaction.HostAdvance.Segment;
import io.margay.index.intern.Sorted;
import io.margay.index.intern.SortedByNumber;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class HostLinksTest {
    private static final ShardView VIEW = ShardView.nothing(7);
    private static final BitSet NODE = BitSet.valueOf(new long[] {1});
    private static final Part.Move MOVE = new Part.Move(1, true, List.of(), List.of(), List.of(), Ints.NONE, Ints.NONE);

    private static final Cidr ONE = Cidr.parse("10.0.0.1").orElseThrow();
    private static final Cidr TWO = Cidr.parse("10.0.0.2").orElseThrow();

    private final List<String> sent = new ArrayList<>();
    private final Consumer<Update> stream = this::sent;
    private long offers;
    private HostLinks links = begun(HostLinks.LEAST_LOG);

    @Test
    void aHostIsToldEverythingThenWhatChanged() {
        offer(holding("a"));
        assertThat(sent).isEmpty();
        connect(0);
        links.enforced("n1", stream, 1);
        offer(holding("a", "b"));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void whatChangesWhileTheHostWorksIsOneTransaction() {
        offer(holding("a"));
        connect(0);
        offer(holding("b"));
        offer(holding("c"));
        assertThat(isQuiet()).isFalse();
        links.enforced("n1", stream, 1);
        links.enforced("n1", stream, 2);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[c] -[a]");
        assertThat(isQuiet()).isTrue();
        assertThat(links.enforcedRevision("n1")).isEqualTo(2);
    }

    @Test
    void aHostThatComesBackIsToldTheDifference() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        links.gone("n1", stream);
        offer(holding("a", "b"));
        connect(1);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void aHostWhoseAnswerWasLostIsToldTheDifference() {
        offer(holding("a"));
        connect(0);
        links.gone("n1", stream);
        offer(holding("b"));
        connect(1);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[a]");
    }

    @Test
    void aHostWithARevisionThatNobodyKnowsIsToldEverything() {
        offer(holding("a"));
        connect(77);
        assertThat(sent).containsExactly("0>78 +[a] -[]");
    }

    @Test
    void whatAnEarlierLifeOfTheNodeToldAHostIsNotTakenForWhatItIsTold() {
        offer(holding("a"));
        connect(1);
        links.gone("n1", stream);
        connect(1);
        assertThat(sent).containsExactly("0>2 +[a] -[]", "0>3 +[a] -[]");
    }

    @Test
    void aHostForWhichMoreWaitsThanItsStateIsWorthIsToldEverything() {
        links = begun(1);
        offer(holding("a"));
        connect(0);
        hear(version(1), MOVE, MOVE);
        links.enforced("n1", stream, 1);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[a] -[]");
    }

    @Test
    void aVersionThatConcernsItsNodeIsSentOnceTheNodeOffersWhatItNeeds() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        advance(version(1), List.of(), NODE, List.of());
        hear(version(2), MOVE);
        assertThat(sent).hasSize(1);
        links.offered(new Offer("n1", 1, ++offers, 7, 1, holding("b")));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[move, b] -[a]");
    }

    @Test
    void aVersionOfWhichTheLogAloneConcernsTheHostIsSentAtOnce() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        hear(version(1), MOVE);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[move] -[]");
    }

    @Test
    void whileAHostIsToldItIsKnownWhichVersionWasTheFirstThatIsNewToIt() {
        var since = new ArrayList<Long>();
        Consumer<Update> looking = _ -> since.add(links.changedSince(links.place("n1")));
        hear(version(1), MOVE);
        offer(holding("a"));
        links.connected("n1", looking, 0, 0);
        hear(version(2), MOVE);
        hear(version(3), MOVE);
        links.enforced("n1", looking, 1);
        links.enforced("n1", looking, 2);
        hear(version(4), MOVE);
        assertThat(since).as("a snapshot is new to nobody").containsExactly(0L, 2L, 4L);
    }

    @Test
    void whatIsOfferedBeforeItsVersionIsHeardWaitsForIt() {
        connect(0);
        links.offered(new Offer("n1", 1, ++offers, 7, 1, holding("a")));
        assertThat(sent).isEmpty();
        advance(version(1), List.of(), NODE, List.of());
        assertThat(sent).containsExactly("0>1 +[a] -[]");
    }

    @Test
    void whatAnotherLifeOfTheNodeOffersWaitsUntilTheShardKnowsThatLife() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        links.offered(new Offer("n1", 2, ++offers, 7, 1, holding("b")));
        advance(version(1), List.of(), new BitSet(), List.of());
        assertThat(sent).hasSize(1);
        var begins = new LinkChange(0, "n1", 2, true, null, false);
        advance(version(1), List.of(begins), NODE, List.of());
        links.offered(new Offer("n1", 1, ++offers, 7, 1, holding("c")));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[b] -[]");
    }

    @Test
    void aStreamThatOutlivesItsLinkIsToldNoRevisionThatItMayHaveBeenTold() {
        offer(holding("a"));
        links.connected("n1", stream, 4, 6);
        assertThat(sent).containsExactly("0>7 +[a] -[]");
    }

    @Test
    void aHostThatRefusedIsNotToldTheSameAgain() {
        var refused = holding("a");
        offer(refused);
        connect(0);
        links.failed("n1", stream, 1);
        offer(refused);
        assertThat(sent).hasSize(1);
        offer(holding("b"));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[b] -[]");
    }

    @Test
    void aHostThatTriedAgainAndGotThereIsToldEverythingAndThenQuiet() {
        offer(holding("a"));
        connect(0);
        links.failed("n1", stream, 1);
        assertThat(isQuiet()).isFalse();
        links.enforced("n1", stream, 1);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[a] -[]");
        links.enforced("n1", stream, 2);
        assertThat(isQuiet()).isTrue();
    }

    @Test
    void aHostThatCouldNotBeLookedAtForATimeIsQuietAgain() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        links.failed("n1", stream, 1);
        assertThat(isQuiet()).isFalse();
        links.enforced("n1", stream, 1);
        links.enforced("n1", stream, 2);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[a] -[]");
        assertThat(isQuiet()).isTrue();
    }

    @Test
    void whatDiffersInNothingIsNotSent() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        offer(holding("a"));
        assertThat(sent).hasSize(1);
        assertThat(isQuiet()).isTrue();
    }

    @Test
    void aHostThatMissedSomethingHearsWhoseAddressesEndedMeanwhile() {
        links = begun(0);
        offer(holding("a"));
        connect(0);
        var ended = EndedLately.NOTHING.with(0, List.of(ONE)).with(1, List.of(TWO));
        hear(version(1, ended), MOVE);
        links.enforced("n1", stream, 1);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[ended [10.0.0.2/32], a] -[]");
    }

    @Test
    void aHostOfWhichNothingIsKnownHearsOfAllThatEndedLately() {
        offer(holding("a"));
        advance(version(3, EndedLately.NOTHING.with(1, List.of(ONE))), List.of(), new BitSet(), List.of());
        connect(77);
        assertThat(sent).containsExactly("0>78 +[ended [10.0.0.1/32], a] -[]");
    }

    @Test
    void aHostThatHeardAllIsNotToldAgain() {
        offer(holding("a"));
        connect(0);
        links.enforced("n1", stream, 1);
        var part = Shared.of(new Part.Moves(List.of(), List.of(ONE)));
        var view = version(1, EndedLately.NOTHING.with(1, List.of(ONE)));
        advance(view, List.of(), new BitSet(), List.of(new Segment(NODE, part)));
        links.enforced("n1", stream, 2);
        links.gone("n1", stream);
        offer(holding("b"));
        connect(2);
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[ended [10.0.0.1/32]] -[]", "2>3 +[b] -[a]");
    }

    private static HostLinks begun(int leastLog) {
        var links = new HostLinks(new HostGroup(0, 1), 7, leastLog);
        links.advanced(new HostAdvance(VIEW, List.of(new LinkChange(0, "n1", 1, true, null, false)), NODE, List.of()));
        return links;
    }

    private static ShardView version(long version) {
        return version(version, VIEW.ended());
    }

    private static ShardView version(long version, EndedLately ended) {
        return new ShardView(
                version,
                VIEW.incarnation(),
                VIEW.tiersVersion(),
                VIEW.catalog(),
                VIEW.policies(),
                VIEW.everywhere(),
                VIEW.profiles(),
                VIEW.sets(),
                VIEW.identities(),
                VIEW.blocks(),
                VIEW.waiting(),
                VIEW.active(),
                VIEW.identityCount(),
                ended);
    }

    private void hear(ShardView version, Part.Move... moves) {
        var part = Shared.of(new Part.Moves(List.of(moves)));
        advance(version, List.of(), new BitSet(), List.of(new Segment(NODE, part)));
    }

    private void advance(ShardView version, List<LinkChange> changes, BitSet concerned, List<Segment> log) {
        links.advanced(new HostAdvance(version, changes, concerned, log));
    }

    private void connect(long held) {
        links.connected("n1", stream, held, 0);
    }

    private void offer(Needs needs) {
        links.offered(new Offer("n1", 1, ++offers, 7, 0, needs));
    }

    private boolean isQuiet() {
        return links.isQuiet("n1", 1, 0);
    }

    private void sent(Update update) {
        var added = new ArrayList<String>();
        var gone = new ArrayList<String>();
        for (var shared : update.parts()) {
            switch (shared.part()) {
                case Part.EndpointContents endpoint ->
                    added.add(endpoint.ruleSet().endpoint().name());
                case Part.Gone it -> it.endpoints().forEach(key -> gone.add(key.name()));
                case Part.Moves(var moves, var ended) -> {
                    moves.forEach(_ -> added.add("move"));
                    if (!ended.isEmpty()) {
                        added.add("ended " + ended);
                    }
                }
                default -> throw new AssertionError("not expected: " + shared);
            }
        }
        sent.add(update.base() + ">" + update.revision() + " +" + added + " -" + gone);
    }

    private static Needs holding(String... endpoints) {
        var contents = Stream.of(endpoints)
                .map(HostLinksTest::ruleSet)
                .collect(Collectors.toMap(
                        RuleSet::endpoint,
                        it -> Shared.of(new Part.EndpointContents(it, List.of(), List.of(), List.of(), List.of())),
                        (one, _) -> one,
                        TreeMap::new));
        return new Needs(Sorted.of(contents), SortedByNumber.empty(), Sorted.empty(), new RoaringBitmap());
    }

    private static RuleSet ruleSet(String name) {
        return new RuleSet(new ResourceKey(Kind.POD, "shop", name), "", List.of(), "", List.of());
    }
}
