package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Past;
import io.margay.actors.store.Stored;
import io.margay.actors.store.StoredDocument;
import io.margay.cli.api.MemoryStore;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecorderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MemoryStore memory = new MemoryStore();
    private final List<String> words = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isHere = true;

    @TempDir
    private Path folder;

    private Recorder recorder;

    @BeforeEach
    void begin() {
        recorder = recorder();
    }

    private Recorder recorder() {
        var around = new Recorder.Surroundings(memory, () -> isHere, Duration.ofMillis(5), words::add);
        return new Recorder(around, new Unrecorded(folder.resolve("gap"), InstantSource.system()));
    }

    private RecordedFiles files() {
        return new RecordedFiles(memory, recorder::lack);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void whatWasRecordedBeforeIsMadeWhatTheFilesSayAndChangesFollow() {
        take(List.of(put("n1", "1"), put("n2", "1")));
        awaitRecord("n1 1", "n2 1");
        recorder.close();
        recorder = recorder();
        take(List.of(put("n2", "1"), put("n3", "1")));
        awaitRecord("n2 1", "n3 1");
        take(List.of(put("n3", "2")), List.of(key("n2")));
        awaitRecord("n3 2");
        assertThat(past("n2")).extracting(it -> it.stamp().author()).containsExactly("(files)", "(files)");
        assertThat(past("n2")).extracting(Past::isDeleted).containsExactly(true, false);
        assertThat(words).isEmpty();
    }

    @Test
    void whatCannotBeWrittenDownIsWrittenLaterWithAGapBeforeIt() {
        take(List.of(put("n1", "1")));
        awaitRecord("n1 1");
        var before = past("n1").getFirst().stamp().time();
        memory.isAway(true);
        take(List.of(put("n1", "2")), List.of());
        awaitWord("warning: what changes is in force, and not recorded: the store is away; it is tried again");
        var files = files();
        assertThatThrownBy(() -> files.list().toCompletableFuture().join())
                .hasMessageContaining("is not all recorded: the store is away");
        take(List.of(put("n1", "3"), put("n2", "1")), List.of());
        var during = Instant.now();
        memory.isAway(false);
        awaitRecord("n1 3", "n2 1");
        awaitWord("recorded again; what was in force since ");
        assertNotKnown(files, during, past("n1").getFirst().stamp().time().toString());
        assertThat(nodes(files.at(before).toCompletableFuture().join().resources()))
                .containsExactly("n1 1");
        assertThat(nodes(files.at(Instant.now()).toCompletableFuture().join().resources()))
                .containsExactly("n1 3", "n2 1");
        assertThat(past("n1").getFirst().stamp().author()).startsWith("(files), after a gap since ");
        take(List.of(put("n2", "2")), List.of());
        awaitRecord("n1 3", "n2 2");
        assertThat(past("n2").getFirst().stamp().author()).isEqualTo("(files)");
    }

    @Test
    void aGapInWhichAllCameBackToWhatItWasIsMarkedToo() {
        take(List.of(put("n1", "1"), put("n2", "1")));
        awaitRecord("n1 1", "n2 1");
        memory.isAway(true);
        take(List.of(put("n2", "2"), put("n3", "1")), List.of());
        awaitWord("warning: ");
        take(List.of(put("n2", "1")), List.of(key("n3")));
        var during = Instant.now();
        memory.isAway(false);
        awaitWord("recorded again; ");
        awaitRecord("n1 1", "n2 1");
        var files = files();
        assertThatThrownBy(() -> files.at(during).toCompletableFuture().join())
                .hasMessageContaining("is not known: from ");
        assertThat(past("n1").getFirst().document()).contains("recorded-after-gap-since");
    }

    @Test
    void whatIsRefusedIsSaidAndAllElseIsRecordedAtOnce() {
        var wrong = new Edit.Put(put("n1", "1").resource(), "refused", Edit.ANY);
        memory.refuses(wrong.document());
        take(List.of(wrong, put("n2", "1"), put("n3", "1")));
        awaitRecord("n2 1", "n3 1");
        awaitWord("warning: in force, and not recorded: ");
        assertThat(past("n2").getFirst().stamp().revision())
                .isEqualTo(past("n3").getFirst().stamp().revision());
        awaitLack("Node n1 cannot be kept");
        take(List.of(put("n1", "2")));
        awaitWord("recorded again; ");
        assertThat(nodes(files().list().toCompletableFuture().join().resources()))
                .containsExactly("n1 2", "n2 1", "n3 1");
    }

    @Test
    void whatOthersAppliedIsNoRecordAndIsLeftAlone() {
        var edit = new Edit("alice", false, List.of(put("n1", "1")));
        memory.edit(edit).toCompletableFuture().join();
        take(List.of(put("n2", "1")));
        awaitWord("warning: nothing is recorded: the store has what others applied (Node n1, by alice): name another");
        assertThat(nodes(memory.list().toCompletableFuture().join().resources()))
                .containsExactly("n1 1");
    }

    @Test
    void aGapIsRememberedByTheNextProcess() {
        take(List.of(put("n1", "1")));
        awaitRecord("n1 1");
        memory.isAway(true);
        take(List.of(put("n1", "2")));
        awaitWord("warning: ");
        var during = Instant.now();
        recorder.close();
        memory.isAway(false);
        recorder = recorder();
        take(List.of(put("n1", "2")));
        awaitWord("recorded again; ");
        awaitRecord("n1 2");
        assertThatThrownBy(() -> files().at(during).toCompletableFuture().join())
                .hasMessageContaining("is not known: from ");
        assertThat(folder.resolve("gap")).doesNotExist();
    }

    @Test
    void whileSomethingStandsInForWhatIsWrongNothingIsClaimedAndWhatWasRecordedOfItStays() {
        take(List.of(put("n1", "1"), put("n2", "1")));
        awaitRecord("n1 1", "n2 1");
        recorder.close();
        recorder = recorder();
        recorder.taken(new Unrecorded.Taken(List.of(put("n2", "1")), List.of(key("n1")), List.of()));
        take(List.of(put("n2", "2")));
        awaitRecord("n1 1", "n2 2");
        assertThat(past("n1")).as("no mark while it goes on").hasSize(1);
        awaitLack("Node n1 is wrong in its file, and what stands in for it denies");
        take(List.of(put("n1", "3")));
        awaitWord("recorded again; ");
        awaitRecord("n1 3", "n2 2");
    }

    @Test
    void nothingIsWrittenWhereTheSourceIsNot() {
        isHere = false;
        take(List.of(put("n1", "1")));
        awaitLack("recorded by the member that has the source");
        take(List.of(put("n1", "2")));
        isHere = true;
        awaitRecord("n1 2");
        assertThat(past("n1")).hasSize(1);
    }

    @Test
    void nobodyEditsTheRecord() {
        var edit = new Edit("somebody", false, List.of(put("n1", "1")));
        assertThatThrownBy(() -> files().edit(edit).toCompletableFuture().join())
                .hasMessageContaining("takes its resources from files: change those");
    }

    private void take(List<Edit.Put> puts) {
        take(puts, List.of());
    }

    private void take(List<Edit.Put> puts, List<ResourceKey> deleted) {
        recorder.taken(new Unrecorded.Taken(puts, List.of(), deleted));
    }

    private void awaitRecord(String... nodes) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                nodes(memory.list().toCompletableFuture().join().resources()))
                        .containsExactly(nodes));
    }

    private void awaitLack(String why) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorder.lack())
                        .hasValueSatisfying(lack -> assertThat(lack.why()).contains(why)));
    }

    private void awaitWord(String start) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.copyOf(words)).anyMatch(word -> word.startsWith(start)));
    }

    private static void assertNotKnown(RecordedFiles files, Instant at, String until) {
        assertThatThrownBy(() -> files.at(at).toCompletableFuture().join())
                .hasMessageContaining("what was in force at " + at + " is not known: from ")
                .hasMessageContaining(" until " + until + " nothing could be recorded");
    }

    private List<Past> past(String node) {
        return memory.history(key(node), 10).toCompletableFuture().join();
    }

    private static List<String> nodes(List<Stored> all) {
        return all.stream()
                .map(it -> it.resource().metadata().name() + " "
                        + it.resource().metadata().labels().value("v"))
                .toList();
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(Kind.NODE, "", name);
    }

    private static Edit.Put put(String name, String value) {
        var document = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"v\":\"" + value + "\"}}}";
        return new Edit.Put(StoredDocument.read(key(name), document), document, Edit.ANY);
    }
}
