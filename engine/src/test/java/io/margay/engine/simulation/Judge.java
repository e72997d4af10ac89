package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.source.Change;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a host may hold at any moment, by brute force.
///
/// Since all hosts last held exactly what they should, inputs came and went, and a host may have heard of some of them
/// only. What did not change since then, it must hold; what was not there at any time, it must not. Where nothing
/// changed, that is one state only, whatever crashed meanwhile.
final class Judge {
    private record Bounds(HostModel.Contents least, HostModel.Contents most) {}

    private final Map<ResourceKey, Resource> present = new TreeMap<>();
    private final Map<ResourceKey, Resource> steady = new TreeMap<>();
    private final Set<Resource> any = new LinkedHashSet<>();
    private final Map<String, Bounds> bounds = new HashMap<>();
    private @Nullable BruteForce least;
    private @Nullable BruteForce most;
    private boolean begun;
    private boolean rulesChanged;

    /// How many states were judged.
    int judged;

    /// The source has said this.
    void changed(List<Change> changes) {
        changes.forEach(this::changed);
        forget();
    }

    /// All that the source has said, in one.
    List<Change> present() {
        return present.values().stream().<Change>map(Change.Upserted::new).toList();
    }

    /// The source has said everything for the first time.
    void began() {
        if (!begun) {
            begun = true;
            settled();
        }
    }

    /// All hosts hold what they should.
    void settled() {
        steady.clear();
        steady.putAll(present);
        any.clear();
        any.addAll(present.values());
        forget();
        rulesChanged = false;
    }

    /// All hosts must hold what they should.
    void converged(Map<String, HostModel.Contents> hosts) {
        var right = BruteForce.of(present.values());
        hosts.forEach((node, held) -> isSame(node, held, right.host(node)));
        settled();
    }

    /// A host holds this from now on.
    void judge(String node, HostModel.Contents held) {
        assertThat(begun)
                .as("%s is told something after the source said all", node)
                .isTrue();
        if (rulesChanged) {
            return;
        }
        judged++;
        var allowed = bounds.computeIfAbsent(node, this::bounds);
        if (steady.size() == any.size()) {
            isSame(node, held, allowed.most);
            return;
        }
        assertThat(held.endpoints()).as("endpoints of %s", node).containsAllEntriesOf(allowed.least.endpoints());
        assertThat(held.policies()).as("policies of %s", node).containsAllEntriesOf(allowed.least.policies());
        assertThat(allowed.most.endpoints().keySet())
                .as("endpoints of %s", node)
                .containsAll(held.endpoints().keySet());
        within(node, held.sets(), allowed.most.sets());
        within(node, allowed.least.sets(), held.sets());
    }

    private static void within(
            String node, SortedMap<SetId, SortedSet<String>> less, SortedMap<SetId, SortedSet<String>> more) {
        less.forEach((id, members) -> {
            assertThat(more).as("sets of %s", node).containsKey(id);
            assertThat(more.get(id)).as("%s on %s", id, node).containsAll(members);
        });
    }

    /// One after the other, so that the difference is seen.
    private static void isSame(String node, HostModel.Contents held, HostModel.Contents right) {
        assertThat(held.endpoints()).as("endpoints of %s", node).isEqualTo(right.endpoints());
        assertThat(held.policies()).as("policies of %s", node).isEqualTo(right.policies());
        assertThat(held.sets()).as("sets of %s", node).isEqualTo(right.sets());
        assertThat(held).as(node).isEqualTo(right);
    }

    private Bounds bounds(String node) {
        least = least == null ? BruteForce.of(steady.values()) : least;
        most = most == null ? BruteForce.of(any) : most;
        return new Bounds(least.host(node), most.host(node));
    }

    private void forget() {
        bounds.clear();
        least = null;
        most = null;
    }

    private void changed(Change change) {
        var before = present.get(change.key());
        switch (change) {
            case Change.Upserted(var resource) -> {
                if (resource.equals(before)) {
                    return;
                }
                present.put(change.key(), resource);
                any.add(resource);
            }
            case Change.Deleted(var key) -> {
                if (before == null) {
                    return;
                }
                present.remove(key);
            }
        }
        steady.remove(change.key());
        rulesChanged |= begun && isRule(change);
    }

    private static boolean isRule(Change change) {
        return switch (change.key().kind()) {
            case POD, WORKLOAD_ENDPOINT, HOST_ENDPOINT, NODE, NETWORK_SET, GLOBAL_NETWORK_SET, ENDPOINT_SLICE -> false;
            case NAMESPACE, SERVICE_ACCOUNT, SERVICE, TIER, PROFILE -> true;
            case KUBERNETES_NETWORK_POLICY, NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> true;
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY -> true;
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> true;
        };
    }
}
