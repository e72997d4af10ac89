package io.margay.cli.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.FreePorts;
import io.margay.actors.store.Postgres;
import io.margay.actors.store.StoreConfig;
import io.margay.cli.KernelText;
import io.margay.cli.Processes;
import io.margay.cli.command.CommandRun;
import io.margay.cluster.tls.TlsFolder;
import io.margay.dataplane.agent.OnDisk;
import io.margay.dataplane.differential.Topology;
import io.margay.dataplane.kernel.Commands;
import io.margay.load.chaos.Wire;
import io.margay.load.member.HttpFeed;
import io.margay.load.run.Judge;
import io.margay.model.net.Ip;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;

/// A PostgreSQL, members of an engine on it, and an agent for each node of a scene, in the node's network namespace.
///
/// Members are `member-0` and so on, agents have the names of their nodes.
final class ClusterLab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String HERE = "127.0.0.1";
    private static final String USER = "alice";
    private static final List<String> SMALL_MEMBER = List.of("-XX:+UseSerialGC", "-Xmx256m");
    private static final List<String> SMALL_AGENT =
            List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmn6m", "-Xmx64m", "-XX:CICompilerCount=1");

    private final Path folder;
    private final Scene scene;
    private final Postgres postgres;
    private final StoreConfig.Database database;
    private final Ports ports;
    private final Processes processes;
    private final Topology topology = Topology.empty();
    /// Through which others reach each member.
    private final List<Wire> wires = new ArrayList<>();

    /// Where members listen: for hosts, for each other, for clients; by member.
    private record Ports(List<Integer> hosts, List<Integer> others, List<Integer> api) {
        static Ports of(int members) {
            var free = FreePorts.of(3 * members);
            return new Ports(
                    free.subList(0, members),
                    free.subList(members, 2 * members),
                    free.subList(2 * members, 3 * members));
        }
    }

    private ClusterLab(Path folder, Scene scene, Postgres postgres, int members) throws IOException, SQLException {
        this.folder = folder;
        this.scene = scene;
        this.postgres = postgres;
        this.database = postgres.database("margay");
        this.ports = Ports.of(members);
        this.processes = Processes.in(folder);
        for (int port : ports.others) {
            wires.add(Wire.to(new HostPort(HERE, port)));
        }
    }

    /// One in which PostgreSQL runs, and nobody else yet.
    ///
    /// @param members so many there may be
    static ClusterLab open(Path folder, Scene scene, int members) throws IOException, SQLException {
        var lab = new ClusterLab(folder, scene, Postgres.start(folder), members);
        try {
            lab.certificates();
            lab.build();
            return lab;
        } catch (IOException | RuntimeException | AssertionError e) {
            lab.close();
            throw e;
        }
    }

    private void certificates() {
        var words = new ArrayList<>(List.of("certs", trial(""), "--engine", HERE, "--user", USER + ":write"));
        scene.nodes().forEach(node -> words.addAll(List.of("--node", node)));
        var made = CommandRun.of(words.toArray(String[]::new));
        assertThat(made.code()).as(made.err()).isZero();
    }

    private void build() throws IOException {
        for (int i = 0; i < scene.nodes().size(); i++) {
            topology.addNode(scene.nodes().get(i), List.of(ip(Scene.address(i))));
        }
        for (int i = 0; i < scene.slots().size(); i++) {
            var slot = scene.slots().get(i);
            if (i < Scene.NODES_WITH_PACKETS * Scene.PODS_WITH_PACKETS) {
                topology.addSlot(slot.node(), List.of(ip(slot.address())));
            } else {
                addInterface(slot, "cali" + i);
            }
        }
        Files.writeString(
                folder.resolve("agent.conf"), "margay.dataplane.state-folder = \"" + folder.resolve("state") + "\"");
    }

    /// Where a pod is reached that nobody talks to.
    private void addInterface(Scene.Slot slot, String name) {
        var lines = "link add " + name + " type veth peer name far-" + name + "\nlink set " + name
                + " up\nlink set far-" + name + " up\nroute add " + slot.address() + " dev " + name + "\n";
        var exit = Commands.in(topology.node(slot.node())).run(List.of("ip", "-batch", "-"), lines);
        assertThat(exit.ok()).as(exit.why()).isTrue();
    }

    Topology topology() {
        return topology;
    }

    /// Through which others reach a member.
    Wire wire(int number) {
        return wires.get(number);
    }

    /// The nodes that live on a member.
    List<String> nodesOf(int number) {
        var got = CommandRun.of("get", "nodes", "--socket", socket(number));
        assertThat(got.code()).as(got.err()).isZero();
        return got.out()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /// Runs a command against the API of a member.
    CommandRun ask(int number, String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--server", api(number), "--certs", trial("users/" + USER)));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private String api(int number) {
        return "https://" + HERE + ":" + ports.api.get(number);
    }

    /// What a node's kernel has.
    List<String> kernel(String node) {
        return KernelText.of(topology.node(node));
    }

    Processes processes() {
        return processes;
    }

    Postgres postgres() {
        return postgres;
    }

    static String member(int number) {
        return "member-" + number;
    }

    /// Starts members, and waits until each serves.
    ///
    /// @param seeds so many of the first are asked to let them in
    void startMembers(List<Integer> numbers, int seeds) throws IOException {
        for (int number : numbers) {
            var config = folder.resolve(member(number) + ".conf");
            Files.writeString(config, config(number, seeds));
            var options = new ArrayList<>(SMALL_MEMBER);
            options.add("-Dakka.remote.artery.bind.port=" + ports.others.get(number));
            processes.start(member(number), options, up(number, config));
        }
        numbers.forEach(this::awaitServing);
        numbers.forEach(this::awaitMember);
    }

    private String config(int number, int seeds) {
        var others = wires.subList(0, seeds).stream()
                .map(wire -> "\"" + wire.at() + "\"")
                .collect(Collectors.joining(", "));
        return "margay.engine { port = " + wires.get(number).at().port() + ", seeds = [" + others + "] }\n"
                + "margay.store { url = \"" + database.url() + "\", user = " + database.user() + " }\n";
    }

    private List<String> up(int number, Path config) {
        return List.of(
                "up",
                "--config",
                config.toString(),
                "--socket",
                socket(number),
                "--hosts",
                folder.resolve(member(number) + "-hosts.sock").toString(),
                "--listen",
                HERE + ":" + ports.hosts.get(number),
                "--api",
                HERE + ":" + ports.api.get(number),
                "--certs",
                trial("engine"));
    }

    void awaitServing(int number) {
        within(() -> assertThat(processes.said(member(number))).contains("the API: "));
    }

    /// Waits until a member is one of the cluster, and holds what its nodes must hold.
    void awaitMember(int number) {
        within(() -> assertThat(CommandRun.of("get", "nodes", "--socket", socket(number))
                        .code())
                .isZero());
    }

    /// Starts the agents of all nodes, and waits until they can be asked.
    void startAgents() throws IOException {
        var engines = ports.hosts.stream()
                .flatMap(port -> List.of("--engine", HERE + ":" + port).stream())
                .toList();
        for (var node : scene.nodes()) {
            var words = new ArrayList<>(List.of(
                    "agent",
                    "--node",
                    node,
                    "--netns",
                    topology.node(node).name(),
                    "--socket",
                    folder.resolve(node + ".sock").toString(),
                    "--config",
                    folder.resolve("agent.conf").toString(),
                    "--certs",
                    trial("nodes/" + node)));
            words.addAll(engines);
            processes.start(node, SMALL_AGENT, words);
        }
        for (var node : scene.nodes()) {
            within(() -> assertThat(processes.said(node)).contains("asked at "));
        }
    }

    /// The way of changes by the HTTP API of some members.
    HttpFeed feed(List<Integer> members) throws IOException {
        var targets = members.stream().map(number -> URI.create(api(number))).toList();
        var client = HttpClient.newBuilder()
                .sslContext(
                        TlsFolder.open(Path.of(trial("users/" + USER)), _ -> {}).context())
                .build();
        return new HttpFeed(client, new HttpFeed.Place(targets, "", PATIENCE));
    }

    /// Waits until each host holds, and so enforces, what a fresh engine makes of what there is.
    void awaitConverged() {
        try (var judge = Judge.of(scene.resources())) {
            within(() -> assertThat(wrong(judge)).isEmpty());
        }
    }

    /// A host that holds something else than it should, and how.
    Optional<String> wrong(Judge judge) {
        return scene.nodes().stream()
                .flatMap(node -> differences(judge, node).stream().map(how -> node + ": " + how))
                .findFirst();
    }

    private List<String> differences(Judge judge, String node) {
        try {
            return judge.differences(
                    node, OnDisk.replica(folder.resolve("state").resolve(node), node));
        } catch (IOException e) {
            return List.of("it has nothing: " + e);
        }
    }

    List<Integer> numbers() {
        return IntStream.range(0, ports.hosts.size()).boxed().toList();
    }

    static void within(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(LOOK).untilAsserted(assertion);
    }

    @Override
    public void close() throws IOException {
        processes.close();
        wires.forEach(Wire::close);
        topology.close();
        postgres.close();
    }

    private String socket(int number) {
        return folder.resolve(member(number) + ".sock").toString();
    }

    private String trial(String name) {
        return folder.resolve("trial").resolve(name).toString();
    }

    static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
