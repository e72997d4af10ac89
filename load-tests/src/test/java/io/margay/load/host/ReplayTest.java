package io.margay.load.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.actors.cluster.EngineConfig;
import io.margay.load.churn.Plan;
import io.margay.load.dataset.SizedCluster;
import io.margay.model.net.CidrList;
import io.margay.model.update.HeldIdentity;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replay is what an agent would hold that was told the same, also where parts of it were lost on the way.
class ReplayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SEED = 20;
    private static final int WORLDS = 40;
    private static final int CHANGES = 25;

    @TempDir
    private Path folder;

    @Test
    void holdsAndRefusesWhatAReplicaDoes() throws IOException {
        var random = new Random(SEED);
        int refused = 0;
        for (var told : toldHosts()) {
            assertThat(told.size()).as("updates").isGreaterThan(CHANGES / 10);
            assertThat(both(told, "all")).isEmpty();
            for (int world = 0; world < WORLDS; world++) {
                var how = both(lossy(told, random), "seed " + SEED + ", world " + world);
                refused += how.isPresent() ? 1 : 0;
            }
        }
        assertThat(refused).as("refused").isPositive();
    }

    /// Why both refused it in the end, if they did; after each update both hold the same.
    private static Optional<String> both(List<Update> told, String world) {
        var replica = new HostReplica();
        var replay = new Replay();
        for (var update : told) {
            var one = refusal(it -> replica.apply(it), update);
            var parts = update.parts().stream().map(Shared::part).toList();
            var other = refusal(it -> replay.take(it, parts), update);
            assertThat(other.isPresent()).as("%s: %s, %s", world, one, other).isEqualTo(one.isPresent());
            if (one.isPresent()) {
                return one;
            }
            compare(replay, replica.held(), world);
        }
        return Optional.empty();
    }

    private static void compare(Replay replay, Holdings held, String world) {
        assertThat(replay.rules().endpoints()).as(world).isEqualTo(held.endpoints());
        assertThat(replay.rules().policies()).as(world).isEqualTo(held.rulesOfPolicies());
        assertThat(replay.rules().profiles()).as(world).isEqualTo(held.profiles());
        assertThat(replay.sets().all()).as(world).hasSameSizeAs(held.sets());
        assertThat(replay.sets().all()).as(world).allMatch(set -> isSame(set, held.set(set.id())));
        assertThat(IntStream.range(0, replay.identities().end()))
                .as(world)
                .allMatch(number -> isSame(replay.identities().get(number), held.identity(number)));
    }

    private static boolean isSame(ReplayedSets.Known one, @Nullable HeldSet other) {
        return other != null
                && one.identities().equals(other.identities())
                && one.members().equals(other.members());
    }

    private static boolean isSame(@Nullable IdentityContents one, @Nullable HeldIdentity other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return CidrList.of(one.addresses()).equals(other.addresses())
                && one.ports().equals(other.ports());
    }

    private static Optional<String> refusal(Consumer<Update> take, Update update) {
        try {
            take.accept(update);
            return Optional.empty();
        } catch (UpdateRefused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// One part of one update, often of the first, is lost, or comes with a later one.
    private static List<Update> lossy(List<Update> told, Random random) {
        var all = new ArrayList<>(told);
        int at = random.nextBoolean() ? 0 : random.nextInt(all.size());
        var parts = new ArrayList<>(all.get(at).parts());
        var lost = parts.remove(random.nextInt(parts.size()));
        all.set(at, with(all.get(at), parts));
        int later = random.nextInt(all.size());
        if (random.nextBoolean() && later > at) {
            var more = new ArrayList<>(all.get(later).parts());
            more.add(random.nextInt(more.size() + 1), lost);
            all.set(later, with(all.get(later), more));
        }
        return all;
    }

    private static Update with(Update header, List<Shared> parts) {
        return new Update(header.node(), header.incarnation(), header.base(), header.revision(), header.all(), parts);
    }

    /// What hosts are told while a cluster changes: of one in which they hear of nearly every pod, and of another.
    private List<List<Update>> toldHosts() throws IOException {
        var all = new ArrayList<List<Update>>();
        for (boolean wide : new boolean[] {false, true}) {
            var made = folder.resolve("wide-" + wide);
            new SizedCluster(3, 90, SizedCluster.LEAST_POLICIES, wide, SEED).write(made, CHANGES, 0.7);
            all.add(told(Plan.read(made, CHANGES)));
        }
        return all;
    }

    private static List<Update> told(Plan plan) {
        var engine = Engine.start(EngineConfig.standalone(), 1);
        try {
            engine.feed(plan.resources(), List.of());
            var told = attach(engine, plan.nodes().getFirst());
            for (var change : plan.changes()) {
                var resource = change.edit().resource();
                engine.feed(
                        resource == null ? List.of() : List.of(resource),
                        resource == null ? List.of(change.edit().key()) : List.of());
                var _ = engine.atRest(PATIENCE).toCompletableFuture().join();
            }
            return List.copyOf(told);
        } finally {
            engine.stop().toCompletableFuture().join();
        }
    }

    private static List<Update> attach(Engine engine, String node) {
        var told = new CopyOnWriteArrayList<Update>();
        var stream = new CompletableFuture<HostStream>();
        stream.complete(engine.attachUpdates(node, 0, update -> {
            told.add(update);
            var _ = stream.thenAccept(it -> it.enforced(update.revision()));
        }));
        return told;
    }
}
