package io.margay.cli.compute;

import io.margay.actors.NodeView;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.ruleset.SetId;
import java.util.HashSet;
import java.util.List;

/// What a computation cost and how much work it was, as one JSON object.
public final class Stats {
    private final Phases phases;
    private final int resources;
    private final List<NodeView> nodes;
    private final List<Integer> bytes;

    /// @param bytes how large the first transactions of some hosts are
    public Stats(Phases phases, int resources, List<NodeView> nodes, List<Integer> bytes) {
        this.phases = phases;
        this.resources = resources;
        this.nodes = nodes;
        this.bytes = bytes;
    }

    /// The object, on one line.
    public String print() {
        var costs = new JsonObject();
        phases.costs()
                .forEach((name, cost) -> costs.value(
                        name,
                        new JsonObject()
                                .number("wallMillis", cost.wall().toMillis())
                                .number("cpuMillis", cost.cpu().toMillis())
                                .number("peakRssBytes", cost.peakRssBytes())
                                .done()));
        return JsonText.print(new JsonObject()
                .value("phases", costs.done())
                .value("work", work())
                .done());
    }

    private Value work() {
        var contents = new HashSet<SetId>();
        long memberships = 0;
        long ruleSets = 0;
        long uses = 0;
        for (var node : nodes) {
            ruleSets += node.endpoints().size();
            for (var set : node.sets()) {
                uses++;
                memberships += contents.add(set.id()) ? set.identities() : 0;
            }
        }
        var work = new JsonObject()
                .number("resources", resources)
                .number("nodes", nodes.size())
                .number(
                        "identities",
                        nodes.stream().findFirst().map(NodeView::allIdentities).orElse(0))
                .number("selectors", contents.size())
                .number("memberships", memberships)
                .number("setsOfHosts", uses)
                .number("ruleSets", ruleSets)
                .number(
                        "records",
                        nodes.stream().findFirst().map(NodeView::version).orElse(0L));
        return bytes.isEmpty()
                ? work.done()
                : work.value("bytesPerHost", bytesPerHost()).done();
    }

    private Value bytesPerHost() {
        var sum = bytes.stream().mapToLong(Integer::longValue).sum();
        var largest = bytes.stream().mapToInt(Integer::intValue).max().orElse(0);
        return new JsonObject()
                .number("hosts", bytes.size())
                .number("mean", sum / bytes.size())
                .number("largest", largest)
                .done();
    }
}
