package io.margay.actors.store.keeper;

import static io.margay.actors.store.Samples.delete;
import static io.margay.actors.store.Samples.document;
import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Edited.Conflict;
import io.margay.actors.store.Edited.Effect;
import io.margay.actors.store.Edited.Outcome;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Stored;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoreStateTest {
    private static final String NET = "10.0.0.0/8";
    private static final String OTHER = "11.0.0.0/8";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final StoreState state = new StoreState(new Listing(0, List.of()));

    @Test
    void anEditCountsAsAWholeOrNotAtAll() {
        make(edit(put("a", NET, Edit.NONE), put("b", NET, Edit.NONE)));
        make(edit(put("a", OTHER, 1)));
        assertThat(make(edit(put("c", NET), put("a", NET, 1), put("b", NET, Edit.NONE))))
                .isEqualTo(new Edited.Conflicting(
                        List.of(new Conflict(key("a"), 1, 2), new Conflict(key("b"), Edit.NONE, 1))));
        assertThat(state.get(key("c"))).isEmpty();
        assertThat(state.revision()).isEqualTo(2);
    }

    @Test
    void ofEditsTogetherEachFindsThoseBefore() {
        var decisions =
                state.decide(List.of(edit(put("a", NET)), edit(put("a", OTHER, Edit.NONE)), edit(delete("a"))), NOW);
        assertThat(decisions)
                .extracting(StoreState.Decision::edited)
                .containsExactly(
                        new Edited.Done(1, List.of(new Outcome(key("a"), Effect.CREATED))),
                        new Edited.Conflicting(List.of(new Conflict(key("a"), Edit.NONE, 1))),
                        new Edited.Done(2, List.of(new Outcome(key("a"), Effect.DELETED))));
        assertThat(state.revision()).isZero();
    }

    @Test
    void onlyRealChangesMakeARevision() {
        make(edit(put("a", NET)));
        var spaced = document("a", NET).replace(":", " : ");
        var again = new Edit.Put(put("a", NET).resource(), spaced, Edit.ANY);
        assertThat(make(edit(again, delete("b"))))
                .isEqualTo(new Edited.Done(
                        1, List.of(new Outcome(key("a"), Effect.UNCHANGED), new Outcome(key("b"), Effect.ABSENT))));
    }

    @Test
    void aTrialChangesNothing() {
        make(edit(put("a", NET)));
        var trial = new Edit("somebody", true, List.of(put("a", OTHER), put("b", NET), delete("c")));
        assertThat(make(trial))
                .isEqualTo(new Edited.Done(
                        1,
                        List.of(
                                new Outcome(key("a"), Effect.CHANGED),
                                new Outcome(key("b"), Effect.CREATED),
                                new Outcome(key("c"), Effect.ABSENT))));
        assertThat(state.listing().resources()).hasSize(1);
    }

    @Test
    void timesOfRevisionsNeverGoBack() {
        make(edit(put("a", NET)));
        state.decide(List.of(edit(put("b", NET))), NOW.minusSeconds(1)).forEach(this::take);
        assertThat(state.listing().resources())
                .extracting(Stored::changed)
                .extracting(it -> it.time())
                .containsOnly(NOW);
    }

    @Test
    void whatNamesAResourceTwiceIsRefused() {
        assertThatThrownBy(() -> edit(put("a", NET), delete("a")).checked())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GlobalNetworkSet a: is there twice");
    }

    private Edited make(Edit edit) {
        var decision = state.decide(List.of(edit), NOW).getFirst();
        take(decision);
        return decision.edited();
    }

    private void take(StoreState.Decision decision) {
        var revision = decision.revision();
        if (revision != null) {
            state.take(revision);
        }
    }
}
