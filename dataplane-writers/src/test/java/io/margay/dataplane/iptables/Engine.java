package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.plan.Desired;
import io.margay.dataplane.plan.Writer;
import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.Simulation;
import io.margay.engine.source.Change;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine whose updates for the host `here` go to a writer in a lab; its resources are text.
final class Engine {
    private final PacketLab lab;
    private final Simulation simulation = new Simulation(Seeded.random(1));
    private final Desired desired = new Desired();
    private final Deque<Update> waiting = new ArrayDeque<>();
    private @Nullable Writer writer;

    Engine(PacketLab lab) {
        this.lab = lab;
        simulation.listen((node, update) -> {
            if (node.equals("here")) {
                waiting.add(update);
            }
        });
    }

    /// The server lets in whoever has the label `app: far`; that its rules know `other`, too, makes no difference.
    String policy() {
        return Cluster.calico(
                "NetworkPolicy",
                "test/p",
                "{selector: app == 'server', types: [Ingress],"
                        + " ingress: [{action: Allow, source: {selector: app == 'far'}},"
                        + " {action: Deny, source: {selector: app == 'other'}}]}");
    }

    /// A pod with the addresses of that workload.
    String pod(String name, String node, long uid, String app) {
        return named(name, name, node, uid).replace("APP", app);
    }

    /// Another pod with its addresses, which nothing lets in.
    String successor(String name, String node, long uid) {
        return named("successor", name, node, uid).replace("APP", "successor");
    }

    private String named(String name, String workload, String node, long uid) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: test, uid: "uid-%d", labels: {app: APP}}
        spec: {nodeName: %s}
        status: {phase: Running, podIPs: [{ip: "%s"}, {ip: "%s"}]}
        """.formatted(name, uid, node, lab.ip4(workload), lab.ip6(workload));
    }

    void put(String... documents) {
        var changes = new ArrayList<Change>();
        Cluster.of(documents).resources().forEach(resource -> changes.add(new Change.Upserted(resource)));
        simulation.feed(changes);
    }

    void delete(String pod) {
        simulation.feed(List.of(new Change.Deleted(new ResourceKey(Kind.POD, "test", pod))));
    }

    /// A writer gets what there is, and all that comes.
    void applyTo(Writer other) {
        writer = other;
        apply();
    }

    /// Everything that waits, as one plan.
    void apply() {
        simulation.settle();
        waiting.forEach(desired::take);
        waiting.clear();
        if (writer == null) {
            throw new IllegalStateException("no writer");
        }
        var plan = desired.next().orElseThrow();
        assertThat(writer.apply(plan)).isEqualTo(new Writer.Done(List.of()));
    }
}
