package io.margay.load.bench;

import io.margay.model.label.Labels;
import io.margay.model.net.Ip;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Deployment gets a new template: a pod of the new comes, one of the old goes, until all are new.
public final class RollingUpdate {
    private static final String TEMPLATE_HASH = "pod-template-hash";
    private static final String CHANGE_CLASS = "rolling-update";

    private record Template(String namespace, Labels labels) {}

    private final Set<Ip> used = new HashSet<>();
    private int lastAddress;

    private RollingUpdate(Collection<? extends Resource> resources) {
        resources.forEach(resource -> {
            if (resource instanceof Pod pod) {
                used.addAll(pod.ips());
            }
        });
    }

    /// The update of the first Deployment that has so many pods, of just as many of them; empty where none has.
    ///
    /// @param others so many changes come before it, of the updates of other Deployments, as far as there are any
    public static Optional<List<Edit>> of(Collection<? extends Resource> resources, int replicas, int others) {
        var deployments = deployments(resources);
        var updated = deployments.stream().filter(it -> it.size() >= replicas).findFirst();
        return updated.map(it -> {
            var update = new RollingUpdate(resources);
            var edits = new ArrayList<Edit>();
            for (var other : deployments) {
                int left = others - edits.size();
                if (left > 0 && !other.equals(it)) {
                    var more = update.edits(other);
                    edits.addAll(more.subList(0, Math.min(left, more.size())));
                }
            }
            edits.addAll(update.edits(it.subList(0, replicas)));
            return edits;
        });
    }

    private static List<List<Pod>> deployments(Collection<? extends Resource> resources) {
        Map<Template, List<Pod>> pods = new LinkedHashMap<>();
        resources.forEach(resource -> {
            if (resource instanceof Pod pod
                    && pod.isEndpoint()
                    && pod.metadata().labels().value(TEMPLATE_HASH) != null) {
                var template =
                        new Template(pod.metadata().namespace(), pod.metadata().labels());
                pods.computeIfAbsent(template, _ -> new ArrayList<>()).add(pod);
            }
        });
        return List.copyOf(pods.values());
    }

    private List<Edit> edits(List<Pod> pods) {
        var edits = new ArrayList<Edit>();
        for (int i = 0; i < pods.size(); i++) {
            // The scheduler puts the new pod where it likes, not where the old one was.
            var node = pods.get((i + 1) % pods.size()).nodeName();
            edits.add(Edit.upserted(CHANGE_CLASS, next(pods.get(i), node)));
            edits.add(Edit.deleted(CHANGE_CLASS, pods.get(i).key()));
        }
        return edits;
    }

    private Pod next(Pod pod, String node) {
        var old = pod.metadata();
        var labels = old.labels().with(TEMPLATE_HASH, "next");
        var metadata = new Metadata(old.namespace(), old.name() + "-next", labels, old.where());
        return new Pod(
                metadata, node, pod.serviceAccount(), false, pod.phase(), List.of(freeAddress()), pod.ports(), 0);
    }

    private Ip freeAddress() {
        while (true) {
            lastAddress++;
            var ip = Ip.ofBytes(new byte[] {10, (byte) 250, (byte) (lastAddress >> 8), (byte) lastAddress});
            if (used.add(ip)) {
                return ip;
            }
        }
    }
}
