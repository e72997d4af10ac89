package io.margay.load.dataset;

import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;

import java.util.Map;

/// Rules of Calico for a [UniqueCluster].
final class UniqueRules {
    /// What kind of rule.
    ///
    /// @param diverse whether every form may come
    record Form(boolean diverse, boolean ingress, boolean namespaced) {}

    private final UniqueWords words;
    private final Dice dice;

    UniqueRules(UniqueWords words) {
        this.words = words;
        this.dice = words.dice();
    }

    Map<String, Object> rule(Form form, String action) {
        if (form.diverse && !form.ingress && dice.chance(0.2)) {
            var service = object("name", "svc-" + dice.below(2), "namespace", words.namespace());
            return object("action", action, "destination", object("services", service));
        }
        var rule = object("action", action);
        boolean withPorts = dice.chance(0.6);
        if (withPorts) {
            rule.put("protocol", form.diverse && dice.chance(0.1) ? "SCTP" : dice.pick("TCP", "UDP", "TCP"));
        } else if (form.diverse) {
            addProtocol(rule);
        }
        var peer = entity(form, withPorts && !form.ingress);
        var ours = object();
        if (form.ingress && withPorts && dice.chance(0.7)) {
            ours.put("ports", words.ports());
        }
        if (form.ingress && form.diverse && dice.chance(0.1)) {
            ours.put("nets", list("10.0.0.0/8"));
        }
        put(rule, "source", form.ingress ? peer : object());
        put(rule, "destination", form.ingress ? ours : peer);
        return rule;
    }

    private void addProtocol(Map<String, Object> rule) {
        switch (dice.below(5)) {
            case 0 -> {
                rule.put("protocol", "ICMP");
                rule.put("icmp", object("type", 8, "code", 0));
                rule.put("ipVersion", 4);
            }
            case 1 -> rule.put("protocol", 47);
            case 2 -> rule.put("notProtocol", "UDP");
            default -> {}
        }
    }

    private Map<String, Object> entity(Form form, boolean withPorts) {
        var entity = peer(form);
        if ("".equals(entity.get("selector"))) {
            entity.remove("selector");
        }
        if (withPorts && dice.chance(0.6)) {
            entity.put("ports", words.ports());
        } else if (withPorts && form.diverse && dice.chance(0.3)) {
            entity.put("notPorts", words.ports());
        }
        return entity;
    }

    private Map<String, Object> peer(Form form) {
        return switch (dice.below(8)) {
            case 0, 1, 2, 3 -> object("selector", words.selector(form.diverse));
            case 4 -> object("nets", words.nets());
            case 5 ->
                object(
                        "namespaceSelector",
                        dice.pick(
                                "team == '" + words.team() + "'",
                                "env == '" + words.env() + "'",
                                "projectcalico.org/name == '" + words.namespace() + "'"),
                        "selector",
                        dice.chance(0.5) ? words.selector(form.diverse) : null);
            case 6 ->
                object(
                        "selector",
                        "setname == 'gset-" + dice.below(words.sizes().globalSets()) + "'",
                        "namespaceSelector",
                        form.namespaced ? "global()" : null);
            default -> form.diverse ? rare() : object();
        };
    }

    private Map<String, Object> rare() {
        return switch (dice.below(5)) {
            case 0 -> object("serviceAccounts", object("names", list("sa-0", "sa-1")));
            case 1 -> object("serviceAccounts", object("selector", "level == 'l1'"));
            case 2 -> {
                var selector = words.selector(true);
                yield object("notSelector", selector.isEmpty() ? "has(extra)" : selector);
            }
            case 3 -> object("notNets", words.nets());
            default -> object("namespaceSelector", dice.pick("all()", "global()"), "selector", words.selector(true));
        };
    }

    private static void put(Map<String, Object> rule, String name, Map<String, Object> entity) {
        if (!entity.isEmpty()) {
            rule.put(name, entity);
        }
    }
}
