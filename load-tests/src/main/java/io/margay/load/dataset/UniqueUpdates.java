package io.margay.load.dataset;

import static io.margay.load.dataset.Json.delete;
import static io.margay.load.dataset.Json.upsert;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What happens in a [UniqueCluster]: pods come, go and change, and so does everything else.
final class UniqueUpdates {
    private static final int PER_NET = 250;

    private final UniqueCluster cluster;
    private final UniqueWords words;
    private final Dice dice;
    private int added;

    UniqueUpdates(UniqueCluster cluster, UniqueWords words) {
        this.cluster = cluster;
        this.words = words;
        this.dice = words.dice();
    }

    /// One change, seldom none.
    void next(Consumer<Map<String, Object>> out) {
        int lot = dice.below(100);
        if (lot < 62) {
            pods(lot, out);
        } else if (lot < 91) {
            policies(lot, out);
        } else {
            rest(lot, out);
        }
    }

    private void pods(int lot, Consumer<Map<String, Object>> out) {
        var pods = cluster.pods();
        if (lot < 20) {
            added++;
            // Addresses outside those of the snapshot.
            var address = "10." + (128 + added / (PER_NET * PER_NET)) + "." + added / PER_NET % PER_NET + "."
                    + (added % PER_NET + 1);
            var pod = cluster.pod(dice.below(words.sizes().nodes()), address, "fd01::" + Integer.toHexString(added));
            out.accept(upsert("pod-add", pod.object()));
        } else if (lot < 40 && pods.size() > 1) {
            int at = dice.below(pods.size());
            var gone = pods.get(at);
            pods.set(at, pods.getLast());
            pods.removeLast();
            out.accept(delete("pod-del", gone.object()));
        } else {
            var pod = dice.pick(pods);
            pod.revision++;
            switch (dice.below(3)) {
                case 0 -> pod.app = words.app();
                case 1 -> pod.role = words.role();
                default -> pod.version = words.version();
            }
            out.accept(upsert("pod-relabel", pod.object()));
        }
    }

    private void policies(int lot, Consumer<Map<String, Object>> out) {
        if (lot < 70) {
            out.accept(upsert("policy-add", kept(cluster.policies(), cluster.policy(words.namespace(), 0.7))));
        } else if (lot < 77) {
            remove("policy-del", cluster.policies(), out);
        } else if (lot < 83) {
            modify(out);
        } else if (lot < 87) {
            out.accept(upsert("gnp-add", kept(cluster.globals(), cluster.global())));
        } else {
            remove("gnp-del", cluster.globals(), out);
        }
    }

    private void rest(int lot, Consumer<Map<String, Object>> out) {
        if (lot < 94) {
            var set = dice.pick(cluster.sets());
            var namespace = Json.get(set, "metadata").get("namespace");
            var path = (namespace == null ? "" : namespace + "/") + Json.name(set);
            out.accept(upsert("netset-mod", cluster.networkSet(String.valueOf(set.get("kind")), path)));
        } else if (lot < 96) {
            out.accept(upsert("ns-relabel", cluster.namespace(words.namespace())));
        } else if (lot < 98) {
            out.accept(upsert("slice-mod", cluster.slice(words.namespace(), "svc-" + dice.below(2))));
        } else {
            var tier = UniqueCluster.tier("platform", 50 + dice.below(300), dice.pick("Deny", "Pass"));
            out.accept(upsert("tier-mod", tier));
        }
    }

    private void modify(Consumer<Map<String, Object>> out) {
        if (cluster.policies().isEmpty()) {
            return;
        }
        int at = dice.below(cluster.policies().size());
        var old = cluster.policies().get(at);
        boolean calico = Json.CALICO.equals(old.get("apiVersion"));
        var namespace = String.valueOf(Json.get(old, "metadata").get("namespace"));
        var next = cluster.policy(namespace, calico ? 0 : 1);
        next.put("metadata", old.get("metadata"));
        if (calico) {
            Json.get(next, "spec")
                    .put("tier", Json.name(old).substring(0, Json.name(old).indexOf('.')));
        }
        cluster.policies().set(at, next);
        out.accept(upsert("policy-mod", next));
    }

    private void remove(String changeClass, List<Map<String, Object>> from, Consumer<Map<String, Object>> out) {
        if (!from.isEmpty()) {
            out.accept(delete(changeClass, from.remove(dice.below(from.size()))));
        }
    }

    private static Map<String, Object> kept(List<Map<String, Object>> list, Map<String, Object> object) {
        list.add(object);
        return object;
    }
}
