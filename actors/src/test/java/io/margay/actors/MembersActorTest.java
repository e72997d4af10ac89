package io.margay.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.cluster.TrialCertificates;
import io.margay.actors.report.Members;
import io.margay.actors.view.MemberView;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.engine.simulation.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several members of one engine, in one process, which talk TLS: hosts hold what they must, whichever members there
/// are.
final class MembersActorTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    private static final int MOST_MEMBERS = 4;

    @TempDir
    private Path folder;

    private final Inputs inputs = new Inputs(Seeded.random(11));
    private final ExecutorService turns = Executors.newSingleThreadExecutor();
    private final Map<String, RoamingHost> hosts = new TreeMap<>();
    /// By where hosts reach them. Guarded by itself.
    private final Map<String, Engine> members = new LinkedHashMap<>();
    private final Map<String, Members> answering = new LinkedHashMap<>();
    private final List<Integer> ports = FreePorts.of(MOST_MEMBERS);
    private int begun;

    @AfterEach
    void stop() {
        turns.shutdownNow();
        members.values().stream()
                .map(member -> member.stop().toCompletableFuture())
                .toList()
                .forEach(stopped -> assertThat(stopped).succeedsWithin(DEADLINE));
    }

    @Test
    void hostsHoldWhatTheyMustWhileMembersComeAndGo() {
        feed(60);
        var first = join();
        for (var node : List.of("n1", "n2", "n3", "n4", "n5")) {
            var host = new RoamingHost(node, turns, this::member);
            hosts.put(node, host);
            host.begin();
        }
        converge("with one member");
        join();
        join();
        await("nodes are shared out").atMost(DEADLINE).until(() -> homes().size() > 1);
        for (int i = 0; i < 4; i++) {
            feed(6);
            converge("with three members, batch " + i);
        }
        allAnswer();
        leave(first);
        feed(6);
        converge("without the first, which had the source");
        join();
        feed(6);
        converge("with another");
    }

    private void feed(int atMost) {
        inputs.feed(atMost, (upserted, deleted) -> members.values().forEach(member -> member.feed(upserted, deleted)));
    }

    /// Each has its own.
    private String certificates() {
        try {
            return new TrialCertificates(folder)
                    .member("ca", "member-" + begun, "127.0.0.1")
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String join() {
        var home = "home-" + begun;
        var config = ConfigFactory.parseMap(Map.of(
                        "margay.engine.port",
                        ports.get(begun),
                        "margay.engine.seeds",
                        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                        "margay.engine.home",
                        home,
                        "margay.engine.certificates",
                        certificates()))
                .withFallback(ConfigFactory.load());
        var member = Engine.start(EngineConfig.read(config), 1_000 + begun);
        begun++;
        member.feed(inputs.present(), List.of());
        answering.put(home, member.members(question -> CompletableFuture.completedStage(question + " " + home)));
        synchronized (members) {
            members.put(home, member);
        }
        assertThat(member.settled(DEADLINE).toCompletableFuture()).succeedsWithin(DEADLINE);
        return home;
    }

    private void leave(String home) {
        var member = member(home);
        answering.remove(home);
        synchronized (members) {
            members.remove(home);
        }
        member.stop().toCompletableFuture().join();
    }

    /// Whichever is asked, each answers for itself, and each node lives on one of them.
    private void allAnswer() {
        var expected = answering.keySet().stream().map(home -> "at " + home).toList();
        for (var asked : answering.values()) {
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(asked.ask("at", TO_ANSWER)
                                    .toCompletableFuture()
                                    .join())
                            .extracting(Members.Said::answer)
                            .containsExactlyInAnyOrderElementsOf(expected));
        }
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(members.values())
                        .extracting(member ->
                                member.present(TO_ANSWER).toCompletableFuture().join())
                        .allMatch(MemberView::isInSync)
                        .flatExtracting(MemberView::nodes)
                        .extracting(MemberView.NodeNow::node)
                        .doesNotHaveDuplicates()
                        .containsAll(hosts.keySet()));
    }

    private Engine member(String home) {
        synchronized (members) {
            return members.getOrDefault(home, List.copyOf(members.values()).getLast());
        }
    }

    private void converge(String when) {
        var expected = new TreeMap<String, HostModel.Contents>();
        hosts.keySet().forEach(node -> expected.put(node, BruteForce.host(node, inputs.present())));
        await(when).atMost(DEADLINE).untilAsserted(() -> assertThat(contents()).isEqualTo(expected));
    }

    /// Where hosts are served.
    private Set<String> homes() throws Exception {
        return turns.submit(() -> {
                    var homes = new TreeSet<String>();
                    hosts.values().forEach(host -> homes.add(host.home()));
                    return homes;
                })
                .get();
    }

    private Map<String, HostModel.Contents> contents() throws Exception {
        return turns.submit(() -> {
                    var contents = new TreeMap<String, HostModel.Contents>();
                    hosts.forEach((node, host) -> contents.put(node, host.contents()));
                    return contents;
                })
                .get();
    }
}
