package io.margay.load.dataset;

import static io.margay.load.dataset.Json.delete;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.upsert;

import io.margay.load.dataset.Workloads.App;
import io.margay.load.dataset.Workloads.Controller;
import io.margay.load.dataset.Workloads.Pod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A busy hour of a [DeployedCluster]: eight rolling updates at a time, and everything else between their steps.
final class DeployedUpdates {
    private static final int AT_ONCE = 8;
    private static final int MOST_STEPS = 25;
    private static final String INGRESS = "ingress";
    private static final int LOTS = 1000;
    /// Those below are of pods.
    private static final int POD_LOTS = 790;

    private static final class Rollout {
        private final App app;
        private final Deque<Pod> old;
        private boolean begun;

        Rollout(App app) {
            this.app = app;
            this.old = new ArrayDeque<>(app.pods.subList(0, Math.min(MOST_STEPS, app.pods.size())));
        }
    }

    private final DeployedCluster cluster;
    private final DeployedPolicies policies;
    private final GlobalPolicies globals;
    private final Dice dice;
    private final List<Rollout> rollouts = new ArrayList<>();
    private final Set<App> busy = new HashSet<>();
    private Consumer<Map<String, Object>> out = _ -> {};
    private int written;
    private int globalsAdded;

    DeployedUpdates(DeployedCluster cluster, DeployedPolicies policies) {
        this.cluster = cluster;
        this.policies = policies;
        this.globals = new GlobalPolicies(cluster, policies);
        this.dice = cluster.dice();
    }

    /// Writes so many changes, or a few more.
    void write(int updates, Consumer<Map<String, Object>> to) {
        out = change -> {
            to.accept(change);
            written++;
        };
        while (written < updates) {
            beginRollouts();
            next(dice.below(LOTS));
        }
    }

    /// The same, with this share of changes of pods.
    void write(int updates, double podShare, Consumer<Map<String, Object>> to) {
        out = change -> {
            to.accept(change);
            written++;
        };
        int ofPods = 0;
        while (written < updates) {
            beginRollouts();
            int before = written;
            boolean isOfPods = ofPods <= podShare * written;
            next(isOfPods ? dice.below(POD_LOTS) : POD_LOTS + dice.below(LOTS - POD_LOTS));
            ofPods += isOfPods ? written - before : 0;
        }
    }

    private void beginRollouts() {
        while (rollouts.size() < AT_ONCE) {
            var app = deployment();
            busy.add(app);
            cluster.workloads().renew(app);
            rollouts.add(new Rollout(app));
        }
    }

    private void next(int lot) {
        if (lot < 550) {
            step(dice.pick(rollouts));
        } else if (lot < 650) {
            scale(lot < 600);
        } else if (lot < 730) {
            jobs(lot < 690);
        } else if (lot < 790) {
            relabel();
        } else if (lot < 815) {
            namespaces(lot < 800);
        } else if (lot < 935) {
            policies(lot);
        } else if (lot < 968) {
            globals(lot);
        } else if (lot < 985) {
            feed();
        } else {
            dns();
        }
    }

    private void step(Rollout rollout) {
        added(rollout.begun ? "pod-add" : "pod-add-new-template", rollout.app);
        rollout.begun = true;
        gone("pod-del", rollout.old.remove());
        if (rollout.old.isEmpty()) {
            busy.remove(rollout.app);
            rollouts.remove(rollout);
        }
    }

    private void scale(boolean up) {
        var app = deployment();
        int count = 1 + dice.below(5);
        for (int i = 0; i < count; i++) {
            if (up) {
                added("scale-up", app);
            } else if (app.pods.size() > 1) {
                gone("scale-down", app.pods.getLast());
            }
        }
    }

    private void jobs(boolean more) {
        var jobs = cluster.jobs();
        if (more) {
            jobs.add(cluster.workloads().job(cluster.anySpace()));
            out.accept(upsert("job-add", Workloads.object(jobs.getLast())));
        } else if (!jobs.isEmpty()) {
            gone("job-del", jobs.remove(dice.below(jobs.size())));
        }
    }

    private void relabel() {
        var pod = dice.pick(deployment().pods);
        var key = dice.pick("quarantine", "debug");
        pod.extra = pod.extra.containsKey(key) ? Map.of() : object(key, "true");
        out.accept(upsert("pod-relabel", Workloads.object(pod)));
    }

    private void namespaces(boolean unused) {
        var space = cluster.anySpace();
        if (unused) {
            space.labels.put("owner-contact", dice.word(6));
            out.accept(upsert("ns-relabel-unused", DeployedCluster.namespace(space)));
            return;
        }
        switch (dice.below(3)) {
            case 0 -> space.labels.put("team", cluster.anyTeam());
            case 1 -> space.labels.put("env", dice.pick("prod", "staging", "dev"));
            default -> {
                if (space.labels.remove("compliance") == null) {
                    space.labels.put("compliance", "pci");
                }
            }
        }
        out.accept(upsert("ns-relabel", DeployedCluster.namespace(space)));
    }

    private void policies(int lot) {
        var all = policies.namespaced();
        if (lot < 855) {
            all.add(policies.allow(cluster.anySpace()));
            out.accept(upsert("policy-add", all.getLast()));
        } else if (lot < 885) {
            out.accept(delete("policy-del", all.remove(dice.below(all.size()))));
        } else {
            var policy = dice.pick(all);
            if (edited(policy)) {
                out.accept(upsert("policy-mod", policy));
            }
        }
    }

    /// A port more, or a client more; false where the policy has no rule for that.
    private boolean edited(Map<String, Object> policy) {
        if (!(Json.get(policy, "spec").get(INGRESS) instanceof List<?> rules)
                || Json.CALICO.equals(policy.get("apiVersion"))
                || !(rules.getFirst() instanceof Map<?, ?> rule)) {
            return false;
        }
        if (rule.get("ports") instanceof List<?> ports && ports.size() < 6 && dice.chance(0.5)) {
            return appended(ports, Json.port("TCP", 9000 + dice.below(1000)));
        }
        return rule.get("from") instanceof List<?> from
                && appended(from, object("podSelector", DeployedPolicies.app(dice.pick(cluster.apps()))));
    }

    private static boolean appended(List<?> list, Object item) {
        @SuppressWarnings("unchecked") // made by `Json.list`
        var items = (List<Object>) list;
        return items.add(item);
    }

    private void globals(int lot) {
        var all = policies.globals();
        if (lot < 945) {
            all.add(globals.team(cluster.anyTeam(), 1000 + globalsAdded++));
            out.accept(upsert("gnp-add", all.getLast()));
        } else if (lot < 955) {
            int at = all.size() - 1 - dice.below(Math.min(all.size(), 70));
            if (Json.name(all.get(at)).startsWith("application.")) {
                out.accept(delete("gnp-del", all.remove(at)));
            }
        } else {
            modifyGlobal(dice.pick(all));
        }
    }

    private void modifyGlobal(Map<String, Object> policy) {
        var spec = Json.get(policy, "spec");
        if (spec.get(INGRESS) instanceof List<?> rules
                && !spec.containsKey("preDNAT")
                && !spec.containsKey("doNotTrack")) {
            var source = object("nets", list("172.21." + dice.below(256) + ".0/24"));
            var more =
                    list(GlobalPolicies.rule("Allow", "TCP", source, object("ports", list(9000 + dice.below(1000)))));
            more.addAll(rules);
            spec.put(INGRESS, more);
            out.accept(upsert("gnp-mod", policy));
        }
    }

    private void feed() {
        var feed = dice.pick(policies.feeds());
        var nets = Json.items(Json.get(feed, "spec"), "nets");
        int changed = 10 + dice.below(190);
        for (int i = 0; i < changed; i++) {
            nets.set(dice.below(nets.size()), policies.net());
        }
        out.accept(upsert("feed-mod", feed));
    }

    /// A pod of the cluster's DNS moves.
    private void dns() {
        var dns = cluster.apps().getFirst();
        added("pod-add", dns);
        gone("pod-del", dns.pods.getFirst());
        out.accept(upsert("slice-mod", cluster.dnsSlice()));
    }

    /// Any that has pods, and is not being updated; the platform's own are left alone.
    private App deployment() {
        var apps = cluster.apps();
        while (true) {
            var app = apps.get(3 + dice.below(apps.size() - 3));
            if (app.controller == Controller.DEPLOYMENT && !busy.contains(app) && !app.pods.isEmpty()) {
                return app;
            }
        }
    }

    private void added(String changeClass, App app) {
        out.accept(upsert(changeClass, Workloads.object(cluster.workloads().replica(app))));
    }

    private void gone(String changeClass, Pod pod) {
        var object = Workloads.object(pod);
        cluster.workloads().gone(pod);
        out.accept(delete(changeClass, object));
    }
}
