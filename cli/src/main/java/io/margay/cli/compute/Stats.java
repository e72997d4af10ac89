package io.margay.cli.compute;

import io.margay.actors.view.Classes;
import io.margay.actors.view.Fingerprints;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What a computation cost and how much work it was, as one JSON object. Source: `docs/compute.md`, "Statistics".
public final class Stats {
    /// Of so many hosts classes are counted: they take more time than all else.
    private static final int SAMPLE = 10;

    private final Phases phases;
    private final JsonObject work = new JsonObject();

    /// What the phases cost; of the work nothing yet.
    public Stats(Phases phases) {
        this.phases = phases;
    }

    /// Counts what was computed for nodes of one moment.
    public Stats with(Collection<Resource> resources, List<NodeView> nodes) {
        work.number("resources", resources.size()).number("nodes", nodes.size());
        if (!nodes.isEmpty()) {
            var shared = nodes.getFirst().shared();
            work.number("fingerprints", Fingerprints.count(resources, shared))
                    .number("identities", shared.identityCount());
            var sample = sample(nodes);
            var classes = Classes.of(sample, shared);
            sets(nodes, shared, classes.members());
            work.number(
                    "ruleSets",
                    nodes.stream().mapToLong(NodeView::endpointCount).sum());
            work.value(
                    "classesPerHost", spread(sample.stream().map(classes::count).toList()));
        }
        return this;
    }

    /// Counts what hosts are sent first.
    public Stats with(FirstUpdates updates) {
        work.number("records", updates.encoded())
                .number("recordsSent", updates.sent())
                .number("bytesEncoded", updates.encodedBytes())
                .value("bytesPerHost", spread(updates.bytesPerHost()));
        return this;
    }

    /// The object, on one line.
    public String print() {
        var costs = new JsonObject();
        phases.costs().forEach((name, cost) -> costs.value(name, cost(cost)));
        costs.value("total", cost(phases.total()));
        return JsonText.print(new JsonObject()
                .value("phases", costs.done())
                .value("work", work.done())
                .done());
    }

    private static Value cost(Phases.Cost cost) {
        return new JsonObject()
                .number("wallMillis", cost.wall().toMillis())
                .number("cpuMillis", cost.cpu().toMillis())
                .number("peakRssBytes", cost.peakRssBytes())
                .done();
    }

    /// Some nodes, spread over all.
    private static List<NodeView> sample(List<NodeView> nodes) {
        int step = Math.max(1, nodes.size() / SAMPLE);
        return IntStream.range(0, nodes.size())
                .filter(i -> i % step == 0)
                .limit(SAMPLE)
                .mapToObj(nodes::get)
                .toList();
    }

    private void sets(List<NodeView> nodes, SharedViews shared, SetMembers members) {
        var all = new RoaringBitmap();
        long[] ofHosts = new long[2];
        nodes.forEach(node -> {
            all.or(node.setNumbers());
            node.setNumbers().forEach((IntConsumer) set -> {
                ofHosts[0]++;
                ofHosts[1] += members.count(set);
            });
        });
        long[] once = new long[2];
        all.forEach((IntConsumer) set -> {
            once[0] += shared.identitiesOf(set);
            once[1] += members.count(set);
        });
        work.number("selectors", all.getCardinality())
                .number("memberships", once[0])
                .number("members", once[1])
                .number("ipSetsOfHosts", ofHosts[0])
                .number("membersOfHosts", ofHosts[1]);
    }

    private static Value spread(List<Long> values) {
        var sorted = values.stream().sorted().toList();
        return new JsonObject()
                .number("hosts", sorted.size())
                .number("min", sorted.isEmpty() ? 0 : sorted.getFirst())
                .number("median", sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2))
                .number("max", sorted.isEmpty() ? 0 : sorted.getLast())
                .number("sum", sorted.stream().mapToLong(Long::longValue).sum())
                .done();
    }
}
