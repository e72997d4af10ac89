package io.margay.actors;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetView;
import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.engine.simulation.Inputs;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Transaction;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EngineActorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int STEPS = 50;

    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final Inputs inputs = new Inputs(Seeded.random(7));

    @AfterEach
    void stop() {
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void aClusterOfOneTellsEachHostWhatItMustHold() {
        var hosts = new ConcurrentHashMap<String, HostModel>();
        feed(80);
        settled().forEach(node -> attach(node.node(), hosts));
        for (int i = 0; i < 5; i++) {
            feed(8);
        }
        for (var node : settled()) {
            if (!hosts.containsKey(node.node())) {
                attach(node.node(), hosts);
            }
        }
        for (var node : settled()) {
            var expected = BruteForce.host(node.node(), inputs.present());
            assertThat(model(hosts, node.node()).contents()).as(node.node()).isEqualTo(expected);
            assertThat(node.policies())
                    .extracting(policy -> policy.key())
                    .containsExactlyElementsOf(expected.policies().keySet());
            assertThat(node.sets())
                    .extracting(SetView::id)
                    .containsExactlyElementsOf(expected.sets().keySet());
        }
    }

    @Test
    void aNodeWithoutEndpointsGetsAnEmptyTransaction() {
        var hosts = new ConcurrentHashMap<String, HostModel>();
        engine.feed(List.of(), List.of());
        attach("alone", hosts);
        await().atMost(DEADLINE).until(() -> model(hosts, "alone").revision() == 1);
        assertThat(model(hosts, "alone").contents().endpoints()).isEmpty();
    }

    @Test
    void aHostHearsNothingBeforeTheSourceIsComplete() {
        var first = new CompletableFuture<Transaction>();
        var _ = engine.attach("n1", new HostReplica(), first::complete);
        engine.feed(Cluster.of(pod("shop/web", "10.0.0.1", "app: web")).resources(), List.of());
        assertThat(first.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .endpoints())
                .singleElement()
                .satisfies(it -> assertThat(it.endpoint().ref()).isEqualTo("Pod/shop/web"));
    }

    @Test
    void aHostThatWasToldByAnotherLifeOfTheEngineIsToldEverything() {
        engine.feed(List.of(), List.of());
        firstOf(new FromHost.Hello("n1", 1, 0));
        assertThat(firstOf(new FromHost.Hello("n1", 9, 1)).base()).isZero();
    }

    private Update firstOf(FromHost.Hello hello) {
        var first = new CompletableFuture<Update>();
        try (var stream = engine.attachEncoded(
                hello, pieces -> first.complete(HostProtocol.readUpdate(HostProtocol.join(pieces))), _ -> {})) {
            var update = first.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
            stream.enforced(update.revision());
            return update;
        }
    }

    @Test
    void anEngineOfWhichSomethingNeverStopsIsStoppedAllTheSame() {
        var never = new CountDownLatch(1);
        var called = new CountDownLatch(1);
        engine.feed(List.of(), List.of());
        engine.attachUpdates("stuck", 0, _ -> {
            called.countDown();
            pass(never);
        });
        pass(called);
        assertThat(engine.stop().toCompletableFuture()).succeedsWithin(DEADLINE);
        never.countDown();
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBugInTheSourceEndsTheEngine() {
        var nothing = (ResourceKey) Array.get(new ResourceKey[1], 0);
        engine.feed(List.of(), Arrays.asList(nothing));
        assertThat(engine.ended().toCompletableFuture()).succeedsWithin(DEADLINE);
    }

    @Test
    void whenItIsAtRestEachHostHoldsWhatItMust() {
        var hosts = new ConcurrentHashMap<String, HostModel>();
        List.of("n1", "n2", "n3").forEach(node -> attach(node, hosts));
        for (int i = 0; i < STEPS; i++) {
            feed(i == 0 ? 80 : 6);
            atRest();
            for (var host : hosts.entrySet()) {
                assertThat(host.getValue().contents())
                        .as("%s after step %d", host.getKey(), i)
                        .isEqualTo(BruteForce.host(host.getKey(), inputs.present()));
            }
        }
    }

    @Test
    void whatConcernsNobodyEndsToo() {
        var unused = calico("GlobalNetworkSet", "unused", "{nets: [198.51.100.0/24]}");
        attach("n1", new ConcurrentHashMap<>());
        engine.feed(List.of(), List.of());
        atRest();
        engine.feed(Cluster.of(unused).resources(), List.of());
        atRest();
        assertThat(settled()).isEmpty();
        engine.feed(Cluster.of(pod("shop/web", "10.0.0.1", "app: web")).resources(), List.of());
        assertThat(settled()).hasSize(1);
        engine.feed(List.of(), List.of(Cluster.of(unused).resources().getFirst().key()));
        assertThat(settled()).hasSize(1);
    }

    private void atRest() {
        engine.atRest(DEADLINE).toCompletableFuture().join();
    }

    private void feed(int atMost) {
        inputs.feed(atMost, engine::feed);
    }

    private List<NodeView> settled() {
        return engine.settled(DEADLINE).toCompletableFuture().join();
    }

    private void attach(String node, Map<String, HostModel> hosts) {
        var model = new HostModel();
        hosts.put(node, model);
        var stream = new AtomicReference<HostStream>();
        stream.set(engine.attach(node, new HostReplica(), transaction -> {
            model.apply(transaction);
            await().atMost(DEADLINE).until(() -> stream.get() != null);
            stream.get().enforced(transaction.revision());
        }));
    }

    private static HostModel model(Map<String, HostModel> hosts, String node) {
        var model = hosts.get(node);
        if (model == null) {
            throw new AssertionError("no host for " + node);
        }
        return model;
    }
}
