package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.StoredDocument;
import io.margay.cli.api.MemoryStore;
import io.margay.cli.server.TimedStore.Outcome;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TimedStoreTest {
    private static final ResourceKey KEY = new ResourceKey(Kind.NODE, "", "n1");
    private static final String DOCUMENT = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}";

    private final MemoryStore memory = new MemoryStore();
    private final TimedStore store = new TimedStore(memory);

    @Test
    void whatBecameOfEditsIsCountedAndThoseThatWereAnsweredAreTimed() {
        assertThat(edit(Edit.ANY)).isInstanceOf(Edited.Done.class);
        assertThat(edit(77)).isInstanceOf(Edited.Conflicting.class);
        memory.isAway(true);
        assertThatThrownBy(() -> edit(Edit.ANY)).hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(count(Outcome.DONE)).isEqualTo(1);
        assertThat(count(Outcome.CONFLICT)).isEqualTo(1);
        assertThat(count(Outcome.UNAVAILABLE)).isEqualTo(1);
        assertThat(count(Outcome.REFUSED)).isZero();
        assertThat(count(Outcome.FAILED)).isZero();
        assertThat(store.edits().read().count()).isEqualTo(2);
    }

    private long count(Outcome outcome) {
        return Objects.requireNonNull(store.outcomes().get(outcome)).sum();
    }

    private Edited edit(long expected) {
        var put = new Edit.Put(StoredDocument.read(KEY, DOCUMENT), DOCUMENT, expected);
        return store.edit(new Edit("somebody", false, List.of(put)))
                .toCompletableFuture()
                .join();
    }
}
