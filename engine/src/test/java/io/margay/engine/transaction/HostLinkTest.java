package io.margay.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.catalog.Catalog;
import io.margay.index.intern.Numbered;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HostLinkTest {
    private static final ShardView VIEW = new ShardView(
            Catalog.of(List.of()), Map.of(), List.of(), Map.of(), Numbered.empty(), DeltaLog.EMPTY);

    private final HostLink link = new HostLink("n1");
    private final List<String> sent = new ArrayList<>();

    @Test
    void aHostIsToldEverythingThenWhatChanged() {
        send(link.offered(holding("a")));
        assertThat(sent).isEmpty();
        send(link.connected(0));
        send(link.enforced(1));
        send(link.offered(holding("a", "b")));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void whatChangesWhileTheHostWorksIsOneTransaction() {
        send(link.offered(holding("a")));
        send(link.connected(0));
        send(link.offered(holding("b")));
        send(link.offered(holding("c")));
        assertThat(link.isQuiet()).isFalse();
        send(link.enforced(1));
        send(link.enforced(2));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[c] -[a]");
        assertThat(link.isQuiet()).isTrue();
        assertThat(link.enforcedRevision()).isEqualTo(2);
    }

    @Test
    void aHostThatComesBackIsToldTheDifference() {
        send(link.offered(holding("a")));
        send(link.connected(0));
        send(link.enforced(1));
        link.gone();
        send(link.offered(holding("a", "b")));
        send(link.connected(1));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[]");
    }

    @Test
    void aHostWhoseAnswerWasLostIsToldTheDifference() {
        send(link.offered(holding("a")));
        send(link.connected(0));
        link.gone();
        send(link.offered(holding("b")));
        send(link.connected(1));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "1>2 +[b] -[a]");
    }

    @Test
    void aHostWithARevisionThatNobodyKnowsIsToldEverything() {
        send(link.offered(holding("a")));
        send(link.connected(77));
        assertThat(sent).containsExactly("0>1 +[a] -[]");
    }

    @Test
    void aHostThatRefusedIsNotToldTheSameAgain() {
        var refused = holding("a");
        send(link.offered(refused));
        send(link.connected(0));
        send(link.failed(1));
        send(link.offered(refused));
        assertThat(sent).hasSize(1);
        send(link.offered(holding("b")));
        assertThat(sent).containsExactly("0>1 +[a] -[]", "0>2 +[b] -[]");
    }

    @Test
    void whatDiffersInNothingIsNotSent() {
        send(link.offered(holding("a")));
        send(link.connected(0));
        send(link.enforced(1));
        send(link.offered(holding("a")));
        assertThat(sent).hasSize(1);
        assertThat(link.isQuiet()).isTrue();
    }

    private void send(List<Transaction> transactions) {
        transactions.forEach(it -> sent.add(it.base() + ">" + it.revision() + " +"
                + it.endpoints().stream().map(set -> set.endpoint().name()).toList() + " -"
                + it.gone().endpoints().stream().map(ResourceKey::name).toList()));
    }

    private static HostState holding(String... endpoints) {
        var ruleSets = Stream.of(endpoints).map(HostLinkTest::ruleSet).collect(Collectors.toMap(RuleSet::endpoint, it -> it));
        return HostState.of(VIEW, new Needs(ruleSets, Map.of(), Map.of(), Map.of()));
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
