package io.margay.load.dataset;

import static io.margay.load.dataset.Json.CALICO;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Policies of Calico for a [UniqueCluster].
final class UniqueCalico {
    private final UniqueWords words;
    private final Dice dice;
    private final UniqueRules rules;

    UniqueCalico(UniqueWords words) {
        this.words = words;
        this.dice = words.dice();
        this.rules = new UniqueRules(words);
    }

    Map<String, Object> namespaced(String namespace) {
        var tier = words.tier();
        var path = namespace + "/" + tier + ".cnp-" + words.nextId();
        return Json.with(resource(CALICO, "NetworkPolicy", path, null), "spec", spec(words.diverse(), tier, true));
    }

    /// A third are aimed at host endpoints, some of those before connections are tracked or addresses translated.
    Map<String, Object> global() {
        var tier = words.tier();
        var spec = spec(words.diverse(), tier, false);
        if (dice.chance(0.3)) {
            aimAtHosts(spec);
        }
        return Json.with(resource(CALICO, "GlobalNetworkPolicy", tier + ".gnp-" + words.nextId(), null), "spec", spec);
    }

    /// A staged policy of one of the three kinds.
    Map<String, Object> staged(int number, Map<String, Object> kubernetesPolicy) {
        var policy = switch (number % 3) {
            case 0 -> namespaced(words.namespace());
            case 1 -> global();
            default -> kubernetesPolicy;
        };
        policy.put("apiVersion", CALICO);
        policy.put("kind", number % 3 == 2 ? "StagedKubernetesNetworkPolicy" : "Staged" + policy.get("kind"));
        var spec = Json.get(policy, "spec");
        if (number % 6 == 3) {
            policy.put("spec", object("tier", spec.get("tier"), "stagedAction", "Delete"));
        } else {
            spec.put("stagedAction", "Set");
        }
        return policy;
    }

    private Map<String, Object> spec(boolean diverse, String tier, boolean namespaced) {
        var selector = words.selector(diverse);
        var spec = object(
                "tier",
                tier,
                "order",
                dice.chance(0.9) ? dice.below(20) * 10 : null,
                "selector",
                selector.isEmpty() ? null : selector);
        if (diverse && dice.chance(0.2)) {
            spec.put("serviceAccountSelector", dice.pick("level == 'l0'", "projectcalico.org/name == 'sa-1'", "all()"));
        }
        if (!namespaced && dice.chance(0.3)) {
            spec.put(
                    "namespaceSelector",
                    dice.pick(
                            "env == '" + words.env() + "'",
                            "team == '" + words.team() + "'",
                            "has(restricted)",
                            "all()"));
        }
        addRules(spec, diverse, namespaced);
        if (diverse && dice.chance(0.1)) {
            spec.put("performanceHints", list("AssumeNeededOnEveryNode"));
        }
        return spec;
    }

    private void addRules(Map<String, Object> spec, boolean diverse, boolean namespaced) {
        var actions = new ArrayList<>(
                "default".equals(spec.get("tier"))
                        ? List.of("Allow", "Allow", "Deny")
                        : List.of("Pass", "Allow", "Deny", "Pass"));
        if (diverse) {
            actions.add("Log");
        }
        var types = list();
        if (dice.chance(0.8)) {
            types.add("Ingress");
            spec.put("ingress", rules(new UniqueRules.Form(diverse, true, namespaced), actions, 4));
        }
        if (types.isEmpty() || dice.chance(0.5)) {
            types.add("Egress");
            spec.put("egress", rules(new UniqueRules.Form(diverse, false, namespaced), actions, 3));
        }
        if (dice.chance(0.7)) {
            spec.put("types", types);
        }
    }

    private List<Object> rules(UniqueRules.Form form, List<String> actions, int most) {
        var all = list();
        int count = 1 + dice.below(most);
        for (int i = 0; i < count; i++) {
            all.add(rules.rule(form, dice.pick(actions)));
        }
        return all;
    }

    private void aimAtHosts(Map<String, Object> spec) {
        spec.put("selector", dice.pick("has(hep)", "hep == 'eth0'", "hep == 'all'"));
        spec.remove("namespaceSelector");
        spec.remove("serviceAccountSelector");
        switch (dice.below(4)) {
            case 0 -> {
                spec.put("doNotTrack", true);
                spec.put("applyOnForward", true);
                leaveOutServices(spec.get("egress"));
            }
            case 1 -> {
                spec.put("preDNAT", true);
                spec.put("applyOnForward", true);
                spec.remove("egress");
                spec.put("types", list("Ingress"));
                spec.putIfAbsent("ingress", list(object("action", "Deny", "source", object("nets", words.nets()))));
            }
            case 2 -> spec.put("applyOnForward", true);
            default -> {}
        }
    }

    private static void leaveOutServices(@Nullable Object egress) {
        if (egress instanceof List<?> rules) {
            rules.forEach(rule -> {
                if (rule instanceof Map<?, ?> map && map.get("destination") instanceof Map<?, ?> destination) {
                    destination.remove("services");
                }
            });
        }
    }
}
