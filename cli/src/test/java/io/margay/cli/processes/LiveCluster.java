package io.margay.cli.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Expectation;
import io.margay.dataplane.differential.Prober;
import io.margay.dataplane.differential.Shot;
import io.margay.dataplane.differential.Site;
import io.margay.dataplane.differential.Topology;
import io.margay.dataplane.differential.Verdicts;
import io.margay.dataplane.differential.Verdicts.Must;
import io.margay.dataplane.iptables.Talk;
import io.margay.dataplane.kernel.Commands;
import io.margay.engine.Seeded;
import io.margay.engine.verdict.Transport;
import io.margay.load.churn.Change;
import io.margay.load.member.HttpFeed;
import io.margay.load.run.Judge;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A cluster that is served, changed and sent packets through, and what must hold whatever befalls it.
final class LiveCluster implements AutoCloseable {
    private static final int LEAST_PACKETS_AN_EDIT = 40;
    private static final int MOST_PACKETS_AN_EDIT = 240;
    private static final int PACKETS_WHILE_OPEN = 2_000;
    private static final int PORT = 7000;
    private static final List<Transport> TRANSPORTS =
            List.of(of(Protocol.TCP, 80), of(Protocol.TCP, 81), of(Protocol.UDP, 80));

    private final RandomGenerator random;
    private final Scene scene;
    private final ClusterLab lab;
    private final Prober prober;
    private final List<Shot> shots;
    private final ServerSocket listening;
    private final List<Collection<Resource>> states = new ArrayList<>();
    private HttpFeed feed;
    private @Nullable Traffic traffic;

    /// Something that happens meanwhile.
    @FunctionalInterface
    interface Event {
        void befall() throws Exception;
    }

    private LiveCluster(RandomGenerator random, Scene scene, ClusterLab lab) throws IOException {
        this.random = random;
        this.scene = scene;
        this.lab = lab;
        this.feed = lab.feed(lab.numbers());
        this.prober = new Prober(lab.topology());
        this.shots = lab.topology().shots(TRANSPORTS).stream()
                .filter(shot ->
                        shot.from().role() == Site.Role.SLOT && shot.to().role() == Site.Role.SLOT)
                .toList();
        this.listening = Talk.listen(slot(Scene.SERVER).netns(), PORT);
    }

    /// One of so many nodes and members, once all hosts hold what they must.
    static LiveCluster begin(Path folder, RandomGenerator random, int nodes, Members members) throws Exception {
        var scene = Scene.of(nodes);
        var lab = ClusterLab.open(folder, scene, members.most);
        try {
            lab.startMembers(IntStream.range(0, members.first).boxed().toList(), members.seeds);
            var live = new LiveCluster(random, scene, lab);
            live.prober.warmUp(live.shots);
            live.feed.sayAll(scene.start(random));
            lab.startAgents();
            lab.awaitConverged();
            live.packetsAreAsJudged();
            return live;
        } catch (Exception | AssertionError e) {
            lab.close();
            throw e;
        }
    }

    /// How many members there are.
    ///
    /// @param seeds so many of them let others in
    /// @param most so many there may be later
    record Members(int first, int seeds, int most) {
        static final Members THREE = new Members(3, 3, 3);
    }

    ClusterLab lab() {
        return lab;
    }

    Scene scene() {
        return scene;
    }

    RandomGenerator random() {
        return random;
    }

    /// From now on changes go through these members.
    void sayTo(List<Integer> members) throws IOException {
        feed.close();
        feed = lab.feed(members);
    }

    /// Some packets later, something changes, and is acknowledged.
    void edit() throws Exception {
        pass(random.nextInt(LEAST_PACKETS_AN_EDIT, MOST_PACKETS_AN_EDIT));
        say(scene.next(random));
    }

    /// Waits for so many packets.
    void pass(int packets) {
        Objects.requireNonNull(traffic).awaitMore(packets);
    }

    void edits(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            edit();
        }
    }

    /// Something changes, and is acknowledged.
    void say(Change change) throws Exception {
        states.add(scene.resources());
        feed.sayAll(List.of(change));
    }

    /// Whatever happens, in the end each host holds what it must, and its kernel does it; and meanwhile nobody got
    /// through who must not before and after, and the long connection went on.
    void survives(Event event) throws Exception {
        var seen = during(event);
        System.out.println(seen);
        assertThat(seen.letThrough()).isEmpty();
        assertThat(seen.cut()).as("the connection was cut").isZero();
        assertThat(seen.carried()).isPositive();
        assertThat(seen.stopped()).isPositive();
    }

    private Traffic.Seen during(Event event) throws Exception {
        states.clear();
        states.add(scene.resources());
        try (var talk =
                Talk.open(slot(Scene.CLIENT).netns(), slot(Scene.SERVER).address(IpVersion.V4), PORT, listening)) {
            var begun = Traffic.begin(prober, shots, talk, Seeded.random(random.nextLong()));
            traffic = begun;
            try {
                event.befall();
                lab.awaitConverged();
            } finally {
                begun.rest();
            }
            packetsAreAsJudged();
            return begun.seen(states);
        }
    }

    /// Meanwhile, kernels do what the evaluator says now.
    void packetsAreAsJudgedMeanwhile() throws Exception {
        var resting = Objects.requireNonNull(traffic);
        resting.rest();
        packetsAreAsJudged();
        resting.goOn();
    }

    private void packetsAreAsJudged() {
        var now = List.of(Verdicts.of(Expectation.of(scene.resources()), shots));
        var must = new BitSet();
        for (int i = 0; i < shots.size(); i++) {
            must.set(i, Verdicts.must(i, now, now) == Must.PASS);
        }
        var seen = prober.round(shots, must);
        seen.xor(must);
        assertThat(seen.stream().mapToObj(shots::get))
                .as("packets that the kernels judge otherwise")
                .isEmpty();
    }

    /// Whoever opens kernels for a moment, cuts the connection and expects something else of hosts is found.
    void findsWhatIsPlanted() throws Exception {
        var seen = during(() -> {
            iptables("-I FORWARD -j ACCEPT");
            iptables("-I FORWARD -p tcp --dport " + PORT + " -j REJECT --reject-with tcp-reset");
            pass(PACKETS_WHILE_OPEN);
            iptables("-D FORWARD -j ACCEPT");
            iptables("-D FORWARD -p tcp --dport " + PORT + " -j REJECT --reject-with tcp-reset");
        });
        assertThat(seen.letThrough()).isNotEmpty();
        assertThat(seen.cut()).isPositive();
        var _ = scene.next(random);
        try (var judge = Judge.of(scene.resources())) {
            assertThat(lab.wrong(judge)).isPresent();
        }
    }

    private void iptables(String words) {
        lab.topology().slots().stream().map(Site::node).distinct().forEach(node -> {
            var line = ("iptables-nft " + words).split(" ", -1);
            var exit = Commands.in(lab.topology().node(node)).run(line);
            assertThat(exit.ok()).as(exit.why()).isTrue();
        });
    }

    private Site slot(int number) {
        return lab.topology().slots().get(number);
    }

    private static Transport of(Protocol protocol, int port) {
        return new Transport(protocol, Topology.HIGH_SOURCE, port, Transport.NONE, Transport.NONE);
    }

    @Override
    public void close() throws IOException {
        feed.close();
        prober.close();
        listening.close();
        lab.close();
    }
}
