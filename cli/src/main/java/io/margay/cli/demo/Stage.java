package io.margay.cli.demo;

import io.margay.cli.demo.Question.Service;
import io.margay.cli.demo.Scene.Workload;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Seen;
import io.margay.dataplane.lab.Station;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// A scene as network namespaces, with a process's worth of sockets in each pod.
///
/// Closing it removes every namespace; so does the end of the process, however it comes, but for a kill that cannot be
/// caught: what that leaves, the next stage removes.
final class Stage implements AutoCloseable {
    private final Lab lab;
    private final Map<String, Lab.Node> nodes = new LinkedHashMap<>();
    private final Map<Workload, Station> stations = new HashMap<>();
    private final Thread hook;

    private Stage(Lab lab) {
        this.lab = lab;
        this.hook = Thread.ofPlatform().name("demo-cleanup").unstarted(lab::close);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Builds it.
    ///
    /// Errors: `LabFailure` where this machine cannot; then nothing is left of it.
    static Stage build(Scene scene) throws IOException {
        var stage = new Stage(Lab.open());
        try {
            stage.add(scene);
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void add(Scene scene) throws IOException {
        scene.hosts().forEach(host -> nodes.put(host.name(), lab.addNode(host.name(), host.addresses())));
        for (var workload : scene.workloads()) {
            var node = Objects.requireNonNull(nodes.get(workload.node()), workload.node());
            var made = lab.addWorkload(workload.key().path(), node, workload.addresses());
            stations.put(workload, open(made.netns(), Question.services(workload)));
        }
    }

    private static Station open(Netns netns, List<Service> services) throws IOException {
        return Station.open(netns, ports(services, Protocol.TCP), ports(services, Protocol.UDP));
    }

    private static List<Integer> ports(List<Service> services, Protocol protocol) {
        return services.stream()
                .filter(service -> service.protocol().equals(protocol))
                .map(Service::port)
                .toList();
    }

    /// The nodes' namespaces by the nodes' names, in order.
    Map<String, Netns> nodes() {
        var namespaces = new LinkedHashMap<String, Netns>();
        nodes.forEach((name, node) -> namespaces.put(name, node.netns()));
        return namespaces;
    }

    /// A folder for files that go with it.
    Path folder() {
        return lab.folder();
    }

    /// Sends a question's packet.
    CompletableFuture<Seen> ask(Question question, Duration patience) {
        var service = question.service();
        return Objects.requireNonNull(stations.get(question.sender()), "a sender that is on the stage")
                .send(Packet.to(question.to(), service.protocol(), service.port()), patience);
    }

    @Override
    public void close() {
        for (var station : stations.values()) {
            try {
                station.close();
            } catch (IOException e) {
                throw new IllegalStateException("closing what a pod listens on", e);
            }
        }
        lab.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook is what closes the lab.
            return;
        }
    }
}
