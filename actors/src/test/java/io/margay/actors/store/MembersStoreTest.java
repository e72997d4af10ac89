package io.margay.actors.store;

import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.put;
import static io.margay.actors.store.StoreLab.DEADLINE;
import static io.margay.actors.store.StoreLab.now;
import static io.margay.actors.store.StoreLab.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.actors.FreePorts;
import io.margay.actors.cluster.EngineConfig;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several members in one process, with one store.
final class MembersStoreTest {
    private static final int MEMBERS = 3;
    private static final int MANY = 3_000;
    private static final int EACH = 60;

    @TempDir
    private Path folder;

    private final List<Integer> ports = FreePorts.of(MEMBERS);
    private final List<Engine> members = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        var postgres = Postgres.start(folder);
        opened.add(postgres);
        var database = postgres.database("members");
        for (int i = 0; i < MEMBERS; i++) {
            members.add(member(i, database));
        }
        for (var member : members) {
            assertThat(now(member.settled(DEADLINE))).isEmpty();
        }
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(StoreLab::stop);
        for (var each : opened) {
            each.close();
        }
    }

    private Engine member(int number, StoreConfig.Database database) {
        var config = ConfigFactory.parseMap(Map.of(
                        "margay.engine.port",
                        ports.get(number),
                        "margay.engine.seeds",
                        ports.stream().map(port -> "127.0.0.1:" + port).toList()))
                .withFallback(ConfigFactory.load());
        return Engine.start(
                EngineConfig.read(config), StoreLab.config(database), InstantSource.system(), 1_000 + number);
    }

    @Test
    void anyMemberEditsAndHearsWhicheverHasTheStore() {
        var last = members.getLast();
        var heard = new CopyOnWriteArrayList<Revision>();
        opened.addFirst(last.store().follow(0, heard::add, () -> {}));
        var many = IntStream.range(0, MANY)
                .mapToObj(i -> (Edit.Step) put("many-" + i, "10.0.0.0/8"))
                .toList();
        assertThat(revision(members.get(1).store().edit(new Edit("one", false, many))))
                .isEqualTo(1);
        assertThat(now(members.get(1).store().list()))
                .isEqualTo(now(members.getFirst().store().list()));

        var before = edits(members.get(1), "before");
        now(before.getFirst());
        StoreLab.stop(members.removeFirst());
        var after = edits(last, "after");
        assertThat(before).allMatch(MembersStoreTest::isDone);
        assertThat(after).allMatch(MembersStoreTest::isDone);

        var all = now(last.store().list());
        assertThat(all.resources()).hasSize(MANY + 2 * EACH);
        await().atMost(DEADLINE).until(() -> heard.size() >= all.revision());
        assertThat(heard)
                .extracting(it -> it.stamp().revision())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.revision()).boxed().toList());
        assertThat(heard.getFirst().upserted()).hasSize(MANY);

        var node = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}";
        var key = new ResourceKey(Kind.NODE, "", "n1");
        revision(last.store().edit(edit(new Edit.Put(StoredDocument.read(key, node), node, Edit.ANY))));
        await("the source, on another member by now, has it")
                .atMost(DEADLINE)
                .until(() -> members.stream()
                        .anyMatch(it -> !now(it.settled(DEADLINE)).isEmpty()));
    }

    private static List<CompletableFuture<Edited>> edits(Engine member, String name) {
        return IntStream.range(0, EACH)
                .mapToObj(i -> member.store()
                        .edit(edit(put(name + "-" + i, "11.0.0.0/8")))
                        .toCompletableFuture())
                .toList();
    }

    private static boolean isDone(CompletableFuture<Edited> edited) {
        return edited.handle((_, failure) -> failure == null).join();
    }
}
