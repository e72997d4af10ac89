package io.margay.engine.source;

import io.margay.engine.identity.Claim;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.index.intern.ByKey;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What exists on nodes and in the cluster, and who has to hear of a change.
///
/// Each batch of changes is a revision. A node's own revisions are those batches that touched it, so that it notices if
/// it missed one. What is on no node (network sets, machines, slices) is the cluster's contribution, made here.
public final class Inventory {
    /// What is to be told, to whom.
    public sealed interface Output {}

    /// To the catalogue: changes of the kinds that it compiles.
    public record ToCatalog(List<Change> changes) implements Output {}

    /// To a node.
    public record ToNode(EndpointsChange change) implements Output {}

    /// To each replica.
    public record ToReplicas(Contribution contribution) implements Output {}

    /// A node is no more since a revision.
    public record NodeGone(String node, long revision) implements Output {}

    /// Everything up to a revision has been said.
    ///
    /// @param due how much of it each contributor that heard something new has to have heard
    public record Completed(long revision, Map<String, Long> due) implements Output {}

    private static final Comparator<Holder> BY_KEY = (one, other) -> one.key().compareTo(other.key());
    private static final Comparator<NodeEntry> BY_NAME = (one, other) -> one.name.compareTo(other.name);

    /// As many endpoints that are there no more may be among a node's, and as many as are there.
    private static final int LEAST_ABSENT = 16;

    private static final class NodeEntry {
        private final String name;
        /// In the order in which they came; some of them may be there no more, or be others since.
        private final List<Holder> endpoints = new ArrayList<>();
        private int present;
        private boolean declared;
        private long revision;
        /// What came and went in the batch under way, and whether it is one of its nodes.
        private List<Holder> came = new ArrayList<>();
        private Set<ResourceKey> went = Set.of();
        private boolean touched;

        private NodeEntry(String name) {
            this.name = name;
        }

        private boolean isGone() {
            return !declared && present == 0;
        }
    }

    private static final class Batch {
        private final List<Change> catalog = new ArrayList<>();
        private final Map<ResourceKey, Claim> claims = new TreeMap<>();
        private final Set<ResourceKey> withdrawn = new TreeSet<>();
        private final List<NodeEntry> nodes = new ArrayList<>();

        private void touch(NodeEntry entry) {
            if (!entry.touched) {
                entry.touched = true;
                nodes.add(entry);
            }
        }
    }

    private final Contributor cluster;
    private final Map<String, NodeEntry> nodes = new HashMap<>();
    /// The endpoints of all nodes, as they were said last.
    private final ByKey<ResourceKey, Holder> endpoints = new ByKey<>(Holder::key);
    private final Map<String, Long> due = new HashMap<>();
    private final Map<ResourceKey, Resource> catalog = new HashMap<>();
    private @Nullable List<String> names;
    private long revision;
    private long completed = -1;

    /// An inventory of nothing.
    ///
    /// @param epoch higher than that of any inventory before
    public Inventory(long epoch) {
        this(epoch, 0);
    }

    /// The same, whose revisions go on from those of an inventory before it.
    ///
    /// @param revision no less than any that an inventory before it gave
    public Inventory(long epoch, long revision) {
        this.cluster = new Contributor(Contribution.CLUSTER, epoch);
        this.revision = revision;
    }

    /// The source says what came, changed and went.
    public List<Output> changed(List<Change> changes) {
        revision++;
        var batch = new Batch();
        changes.forEach(change -> sort(change, batch));
        var outputs = new ArrayList<Output>();
        if (!batch.catalog.isEmpty()) {
            outputs.add(new ToCatalog(List.copyOf(batch.catalog)));
        }
        if (!batch.claims.isEmpty() || !batch.withdrawn.isEmpty()) {
            var claims = List.copyOf(batch.claims.values());
            outputs.add(new ToReplicas(cluster.changed(revision, claims, List.copyOf(batch.withdrawn))));
            due.put(Contribution.CLUSTER, revision);
        }
        batch.nodes.sort(BY_NAME);
        batch.nodes.forEach(node -> outputs.add(tell(node)));
        return outputs;
    }

    /// The source says that it has said everything.
    public List<Output> completed() {
        completed = revision;
        var output = new Completed(revision, Map.copyOf(due));
        due.clear();
        return List.of(output);
    }

    /// Whether the source has ever said everything.
    public boolean isComplete() {
        return completed >= 0;
    }

    /// All endpoints of a node, for a node that has just begun or missed something.
    public EndpointsChange listed(String node) {
        var entry = nodes.getOrDefault(node, new NodeEntry(node));
        return new EndpointsChange(node, 0, entry.revision, inOrder(present(entry.endpoints, entry)), List.of());
    }

    /// All that the cluster contributes, for a replica that missed something.
    public Contribution contribution() {
        return cluster.whole();
    }

    /// All that was said, but what nodes were told, for a shard that has just begun.
    public List<Output> recalled() {
        var outputs = new ArrayList<Output>();
        outputs.add(new ToCatalog(new TreeMap<>(catalog)
                .values().stream().<Change>map(Change.Upserted::new).toList()));
        outputs.add(new ToReplicas(cluster.whole()));
        if (completed >= 0) {
            var everyone = new TreeMap<String, Long>();
            nodes.forEach((node, entry) -> everyone.put(node, entry.revision));
            outputs.add(new Completed(completed, everyone));
        }
        return outputs;
    }

    /// The names of all nodes, in order: the same object as long as they are the same.
    public List<String> nodes() {
        var known = names;
        if (known == null) {
            known = nodes.keySet().stream().sorted().toList();
            names = known;
        }
        return known;
    }

    /// The revision of the last batch.
    public long revision() {
        return revision;
    }

    private void sort(Change change, Batch batch) {
        switch (change.key().kind()) {
            case POD, WORKLOAD_ENDPOINT, HOST_ENDPOINT -> sortEndpoint(change, batch);
            case NETWORK_SET, GLOBAL_NETWORK_SET, ENDPOINT_SLICE -> sortClaim(change, batch);
            case NODE -> {
                sortClaim(change, batch);
                declare(change.key().name(), change instanceof Change.Upserted, batch);
            }
            case NAMESPACE, SERVICE_ACCOUNT, SERVICE, TIER, PROFILE -> sortInput(change, batch);
            case KUBERNETES_NETWORK_POLICY, NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> sortInput(change, batch);
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY -> sortInput(change, batch);
            case STAGED_KUBERNETES_NETWORK_POLICY, CLUSTER_NETWORK_POLICY -> sortInput(change, batch);
            case ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> sortInput(change, batch);
        }
    }

    private void sortInput(Change change, Batch batch) {
        batch.catalog.add(change);
        switch (change) {
            case Change.Upserted(var resource) -> catalog.put(change.key(), resource);
            case Change.Deleted(var key) -> catalog.remove(key);
        }
    }

    private void sortEndpoint(Change change, Batch batch) {
        var holder = change instanceof Change.Upserted(var resource)
                ? Holder.of(resource).orElse(null)
                : null;
        var now = holder == null || holder.node().isEmpty() ? null : holder;
        var before = now == null ? endpoints.remove(change.key()) : endpoints.put(now);
        if (before != null) {
            leave(before, now, batch);
        }
        if (now != null) {
            join(now, batch);
        }
    }

    /// An endpoint is there no more, or is another.
    private void leave(Holder before, @Nullable Holder now, Batch batch) {
        var entry = entry(before.node());
        entry.present--;
        if (entry.endpoints.size() > LEAST_ABSENT + 2 * entry.present) {
            entry.endpoints.removeIf(it -> !isPresent(it));
            entry.came.removeIf(it -> !isPresent(it));
        }
        batch.touch(entry);
        if (now == null || !now.node().equals(before.node())) {
            entry.went = entry.went.isEmpty() ? new TreeSet<>() : entry.went;
            entry.went.add(before.key());
        }
    }

    private void join(Holder now, Batch batch) {
        var entry = entry(now.node());
        entry.endpoints.add(now);
        entry.present++;
        batch.touch(entry);
        entry.came.add(now);
        if (!entry.went.isEmpty()) {
            entry.went.remove(now.key());
        }
    }

    /// Those of a node's endpoints that are there, as they are: all, where none of the node's is another since.
    private List<Holder> present(List<Holder> holders, NodeEntry entry) {
        return entry.endpoints.size() == entry.present
                ? holders
                : holders.stream().filter(this::isPresent).toList();
    }

    @SuppressWarnings("ReferenceEquality") // each time that an endpoint is said makes another object
    private boolean isPresent(Holder holder) {
        return holder == endpoints.get(holder.key());
    }

    private static void sortClaim(Change change, Batch batch) {
        var claim = change instanceof Change.Upserted(var resource) ? claim(resource) : Optional.<Claim>empty();
        batch.claims.remove(change.key());
        batch.withdrawn.add(change.key());
        claim.ifPresent(claimed -> {
            batch.claims.put(change.key(), claimed);
            batch.withdrawn.remove(change.key());
        });
    }

    private static Optional<Claim> claim(Resource resource) {
        return resource instanceof EndpointSlice slice
                ? Optional.of(new Claim.Served(slice))
                : Holder.of(resource).map(holder -> holder);
    }

    private void declare(String node, boolean declared, Batch batch) {
        if (declared || nodes.containsKey(node)) {
            var entry = entry(node);
            entry.declared = declared;
            batch.touch(entry);
        }
    }

    private NodeEntry entry(String node) {
        return nodes.computeIfAbsent(node, _ -> {
            names = null;
            return new NodeEntry(node);
        });
    }

    private Output tell(NodeEntry entry) {
        var node = entry.name;
        var came = entry.came;
        var went = entry.went;
        entry.came = new ArrayList<>();
        entry.went = Set.of();
        entry.touched = false;
        if (entry.isGone()) {
            nodes.remove(node);
            names = null;
            due.remove(node);
            return new NodeGone(node, revision);
        }
        var previous = entry.revision;
        entry.revision = revision;
        due.put(node, revision);
        var changed = inOrder(present(came, entry));
        return new ToNode(new EndpointsChange(node, previous, revision, changed, List.copyOf(went)));
    }

    /// Sorted only where they are told, so that what nobody asks for costs nothing.
    private static List<Holder> inOrder(Collection<Holder> holders) {
        var sorted = holders.toArray(Holder[]::new);
        Arrays.sort(sorted, BY_KEY);
        return List.of(sorted);
    }
}
