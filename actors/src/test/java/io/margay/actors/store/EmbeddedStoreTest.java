package io.margay.actors.store;

import static io.margay.actors.store.Samples.delete;
import static io.margay.actors.store.Samples.document;
import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static io.margay.actors.store.StoreLab.DEADLINE;
import static io.margay.actors.store.StoreLab.failure;
import static io.margay.actors.store.StoreLab.now;
import static io.margay.actors.store.StoreLab.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store in a file of H2, as one member has it.
final class EmbeddedStoreTest {
    private static final String NET = "10.0.0.0/8";
    private static final String OTHER = "11.0.0.0/8";

    private final Path folder;
    private Engine engine;

    EmbeddedStoreTest(@TempDir Path folder) {
        this.folder = folder;
        engine = StoreLab.start(StoreConfig.Database.embedded(folder));
    }

    @AfterEach
    void stop() {
        StoreLab.stop(engine);
    }

    private void restart() {
        StoreLab.stop(engine);
        engine = StoreLab.start(StoreConfig.Database.embedded(folder));
    }

    private ResourceStore store() {
        return engine.store();
    }

    @Test
    void aRestartGivesBackAllThatWasApplied() {
        revision(store().edit(edit(put("a", NET), put("b", NET))));
        revision(store().edit(edit(put("a", OTHER), delete("b"))));
        var before = now(store().list());
        assertThat(before.revision()).isEqualTo(2);
        assertThat(before.resources()).extracting(Stored::document).containsExactly(document("a", OTHER));
        restart();
        assertThat(now(store().list())).isEqualTo(before);
        assertThat(revision(store().edit(edit(put("c", NET))))).isEqualTo(3);
    }

    @Test
    void thePastIsKept() {
        var wrong = new Edit.Put(put("a", NET).resource(), document("b", NET), Edit.ANY);
        assertThat(failure(store().edit(edit(wrong)))).isInstanceOf(IllegalArgumentException.class);
        revision(store().edit(edit(put("a", NET))));
        revision(store().edit(edit(put("b", NET))));
        revision(store().edit(edit(put("a", OTHER))));
        revision(store().edit(edit(delete("a"))));
        revision(store().edit(edit(put("a", NET))));
        var history = now(store().history(key("a"), 10));
        assertThat(history)
                .extracting(it -> it.stamp().revision() + ":" + it.isDeleted())
                .containsExactly("5:false", "4:true", "3:false", "1:false");
        assertThat(history.get(2).document()).isEqualTo(document("a", OTHER));
        assertThat(history).extracting(it -> it.stamp().author()).containsOnly("somebody");
        assertThat(now(store().history(key("a"), 2))).hasSize(2);
        assertThat(documents(now(store().at(3)))).containsExactly(document("a", OTHER), document("b", NET));
        assertThat(documents(now(store().at(4)))).containsExactly(document("b", NET));
        assertThat(documents(now(store().at(history.get(1).stamp().time())))).contains(document("b", NET));
        assertThat(failure(store().at(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("revision 6 is not there yet; the last is 5");
    }

    @Test
    void whoFollowsHearsEachRevisionOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            revision(store().edit(edit(put("a", "10.0." + i + ".0/24"))));
        }
        restart();
        var heard = new CopyOnWriteArrayList<Revision>();
        var following = store().follow(3, heard::add, () -> {});
        for (int i = 0; i < 20; i++) {
            var _ = store().edit(edit(put("a", "11.0." + i + ".0/24")));
        }
        await().atMost(DEADLINE).until(() -> heard.size() >= 37);
        assertThat(heard)
                .extracting(it -> it.stamp().revision())
                .containsExactlyElementsOf(LongStream.rangeClosed(4, 40).boxed().toList());
        following.close();
    }

    @Test
    void theEngineTakesOnWhatTheStoreHolds() {
        var node = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}";
        var key = new ResourceKey(Kind.NODE, "", "n1");
        assertThat(now(engine.settled(DEADLINE))).isEmpty();
        revision(store().edit(edit(new Edit.Put(StoredDocument.read(key, node), node, Edit.ANY))));
        await().atMost(DEADLINE).until(() -> now(engine.settled(DEADLINE)).size() == 1);
        restart();
        assertThat(now(engine.settled(DEADLINE))).hasSize(1);
        revision(store().edit(edit(new Edit.Delete(key, Edit.ANY))));
        await().atMost(DEADLINE).until(() -> now(engine.settled(DEADLINE)).isEmpty());
    }

    @Test
    void aFileOfAnotherProcessIsWaitedFor() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        StoreLab.stop(engine);
        try (var file =
                FileChannel.open(other.resolve("store.mv.db"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var lock = file.lock();
            engine = StoreLab.start(StoreConfig.Database.embedded(other));
            assertThat(failure(store().edit(edit(put("a", NET)))))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("The file is locked: " + other.resolve("store.mv.db"));
            lock.release();
        }
        await().atMost(DEADLINE).until(() -> isDone(edit(put("a", NET))));
    }

    private boolean isDone(Edit edit) {
        return store().edit(edit)
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    private static List<String> documents(ResourceStore.Listing listing) {
        return listing.resources().stream().map(Stored::document).toList();
    }
}
