package io.margay.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.cli.KernelText;
import io.margay.cli.Margay;
import io.margay.cli.Processes;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Seen;
import io.margay.dataplane.lab.Station;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/// Two nodes with workloads, an engine and an agent a node, each a process of its own; and commands to ask them.
///
/// `web` and `guest` are on `n1`, `db` is on `n2`. Only `web` may talk to `db`, on port 80; `guest` may be talked to on
/// port 80 by nobody.
final class AgentLab implements AutoCloseable {
    /// What a command did.
    record Ran(int code, String out, String err) {}

    /// Members that take over from one that was killed may need a minute on a busy machine.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PACKET_PATIENCE = Duration.ofMillis(400);
    private static final int PORT = 80;
    private static final String HERE = "127.0.0.1";
    private static final Pattern LISTENING = Pattern.compile("--engine " + HERE + ":(\\d+)");

    private final Path folder;
    private final boolean isOverTls;
    private final Lab lab = Lab.open();
    private final Map<String, Lab.Node> nodes = new HashMap<>();
    private final Map<String, Ip> addresses = new HashMap<>();
    private final Map<String, Station> stations = new HashMap<>();
    private final Processes processes;
    /// Any at first; then the one that it was.
    private int enginePort;
    private @Nullable MemberPlaces members;

    private AgentLab(Path folder, boolean isOverTls) {
        this.folder = folder;
        this.isOverTls = isOverTls;
        this.processes = Processes.in(folder);
    }

    static AgentLab open(Path folder) throws IOException {
        return open(folder, false);
    }

    /// The same where agents go to their engine by gRPC over TLS.
    static AgentLab overTls(Path folder) throws IOException {
        return open(folder, true);
    }

    /// The same with several members of an engine, which are not started.
    static AgentLab overMembers(Path folder, int count) throws IOException {
        var made = overTls(folder);
        made.members = MemberPlaces.of(folder, count);
        return made;
    }

    private static AgentLab open(Path folder, boolean isOverTls) throws IOException {
        var made = new AgentLab(folder, isOverTls);
        try {
            made.addNode("n1", "10.65.0.1");
            made.addNode("n2", "10.65.0.2");
            made.addWorkload("web", "n1", "10.65.1.1");
            made.addWorkload("guest", "n1", "10.65.1.2");
            made.addWorkload("db", "n2", "10.65.2.1");
            Files.createDirectories(folder.resolve("cluster"));
            made.allow("web");
            Files.writeString(
                    folder.resolve("agent.conf"),
                    "margay.dataplane.state-folder = \"" + folder.resolve("state") + "\"");
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /// From now on, only these may talk to `db`.
    void allow(String app) throws IOException {
        Files.writeString(folder.resolve("cluster/policies.yaml"), policies(app));
    }

    /// Something else that is in the cluster.
    void put(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("cluster/" + name + ".yaml"), yaml);
    }

    /// Starts the engine, and waits until it serves.
    void startEngine() throws IOException {
        var line = new ArrayList<>(List.of("up", "-f", folder.resolve("cluster").toString(), "--watch"));
        line.addAll(List.of("--socket", socket("engine")));
        if (isOverTls) {
            certificates();
            line.addAll(List.of("--listen", HERE + ":" + enginePort, "--certs", trial("engine")));
        }
        start("engine", line.toArray(String[]::new));
        within(() -> assertThat(log("engine")).contains("serving at "));
        if (isOverTls) {
            within(() -> assertThat(log("engine")).containsPattern(LISTENING));
            var found = LISTENING.matcher(log("engine"));
            assertThat(found.find()).isTrue();
            enginePort = Integer.parseInt(found.group(1));
        }
    }

    /// Starts a member, `member-NUMBER`, and waits until it serves.
    void startMember(int number) throws IOException {
        certificates();
        var places = Objects.requireNonNull(members);
        start("member-" + number, places.up(number, trial("engine")).toArray(String[]::new));
        within(() -> assertThat(log("member-" + number)).contains("serving at "));
    }

    /// Waits until a member is one of the cluster, and holds what its nodes must hold.
    void awaitMember(int number) {
        within(() -> assertThat(run(List.of("get", "nodes", "--socket", socket("member-" + number)))
                        .code())
                .isZero());
    }

    /// Starts the agents of nodes, and waits until they can be asked.
    void startAgents(String... some) throws IOException {
        for (var node : some) {
            launchAgent(node);
        }
        for (var node : some) {
            within(() -> assertThat(log(node)).contains("asked at "));
        }
    }

    /// The same of one node.
    void startAgent(String node) throws IOException {
        startAgents(node);
    }

    private void launchAgent(String node) throws IOException {
        var line = new ArrayList<>(
                List.of("agent", "--node", node, "--netns", netns(node).name()));
        line.addAll(List.of(
                "--socket",
                socket(node),
                "--config",
                folder.resolve("agent.conf").toString()));
        if (isOverTls) {
            var places = members;
            line.addAll(places == null ? List.of("--engine", HERE + ":" + enginePort) : places.engines());
            line.addAll(List.of("--certs", trial("nodes/" + node)));
        } else {
            line.addAll(List.of("--engine", folder.resolve("engine-hosts.sock").toString()));
        }
        start(node, line.toArray(String[]::new));
    }

    /// Asks a node's agent.
    Ran ask(String node, String... words) {
        var line = new ArrayList<String>(List.of("agent"));
        line.addAll(List.of(words));
        line.addAll(List.of("--socket", socket(node)));
        return run(line);
    }

    /// Asks the engine about its nodes.
    Ran getNodes(String... options) {
        var line = new ArrayList<String>(List.of("get", "nodes", "--socket", socket("engine")));
        line.addAll(List.of(options));
        return run(line);
    }

    private static Ran run(List<String> line) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Margay.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    /// Waits until a node's agent enforces what the engine says, and the engine is there.
    void awaitEnforced(String node) {
        within(() -> assertThat(ask(node, "status").out())
                .containsPattern("(?m)^engine +connected ")
                .containsPattern("(?m)^enforced +revision \\d+ since (?!.*; told)"));
    }

    /// Waits until a packet of TCP to port 80 gets an answer, or is not answered.
    void awaitPacket(String from, String to, boolean isAnswered) {
        within(() -> assertThat(isAnswered(from, to)).as(from + " to " + to).isEqualTo(isAnswered));
    }

    /// Whether a packet of TCP to port 80 gets an answer now.
    boolean isAnswered(String from, String to) {
        var packet = Packet.to(Objects.requireNonNull(addresses.get(to)), Protocol.TCP, PORT);
        return station(from).send(packet, PACKET_PATIENCE).join() == Seen.ANSWERED;
    }

    /// Ends a process as nothing can be caught, and waits for its end.
    void kill(String name) throws InterruptedException {
        processes.kill(name);
    }

    /// Waits for the end of a process; its exit code.
    int awaitEnd(String name) throws InterruptedException {
        return processes.awaitEnd(name);
    }

    /// Ends a process as a service is ended.
    void terminate(String name) {
        processes.terminate(name);
    }

    /// What a process wrote.
    String log(String name) throws IOException {
        return processes.said(name);
    }

    /// Where a node's agent keeps its state.
    Path state(String node) {
        return folder.resolve("state").resolve(node);
    }

    Path folder() {
        return folder;
    }

    Netns netns(String node) {
        return Objects.requireNonNull(nodes.get(node)).netns();
    }

    /// What a node's kernel has.
    List<String> kernel(String node) {
        return KernelText.of(netns(node));
    }

    /// Runs a command on a node, which must work.
    void onNode(String node, String command) {
        var exit = Commands.in(netns(node)).run(List.of(command.split(" ", -1)), "");
        assertThat(exit.ok()).as(command + ": " + exit.why()).isTrue();
    }

    /// Whether a command can be run on a node; if so, it was.
    boolean couldOnNode(String node, String command) {
        return Commands.in(netns(node)).run(List.of(command.split(" ", -1)), "").ok();
    }

    static void within(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    @Override
    public void close() throws IOException {
        processes.close();
        for (var station : stations.values()) {
            station.close();
        }
        lab.close();
    }

    private void addNode(String name, String address) {
        nodes.put(name, lab.addNode(name, List.of(ip(address))));
    }

    private void addWorkload(String name, String node, String address) throws IOException {
        var made = lab.addWorkload(name, Objects.requireNonNull(nodes.get(node)), List.of(ip(address)));
        addresses.put(name, ip(address));
        stations.put(name, Station.open(made.netns(), List.of(PORT), List.of()));
        Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(folder.resolve("cluster").resolve(name + ".yaml"), pod(name, node, address));
    }

    private static String policies(String app) {
        return """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: db}
            spec:
              podSelector: {matchLabels: {app: db}}
              ingress: [{from: [{podSelector: {matchLabels: {app: %s}}}], ports: [{port: 80}]}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: guest}
            spec:
              podSelector: {matchLabels: {app: guest}}
              policyTypes: [Ingress]
            """.formatted(app);
    }

    private static String pod(String name, String node, String address) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: shop, name: %s, labels: {app: %s}}
            spec: {nodeName: %s}
            status: {phase: Running, podIP: %s}
            """.formatted(name, name, node, address);
    }

    private void start(String name, String... words) throws IOException {
        processes.start(name, List.of(), List.of(words));
    }

    private void certificates() {
        if (!Files.exists(folder.resolve("trial"))) {
            var words = List.of("--engine", HERE, "--node", "n1", "--node", "n2");
            var line = new ArrayList<>(List.of("certs", folder.resolve("trial").toString()));
            line.addAll(words);
            assertThat(run(line).code()).isZero();
        }
    }

    private String trial(String name) {
        return folder.resolve("trial").resolve(name).toString();
    }

    private String socket(String name) {
        return folder.resolve(name + ".sock").toString();
    }

    private Station station(String name) {
        return Objects.requireNonNull(stations.get(name));
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
