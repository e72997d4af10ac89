package io.margay.load.dataset;

import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.matchLabels;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.port;
import static io.margay.load.dataset.Json.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Policies of Kubernetes and of policy.networking.k8s.io for a [UniqueCluster].
final class UniqueKubernetes {
    private static final String ADMIN = "policy.networking.k8s.io/v1alpha1";

    private final UniqueWords words;
    private final Dice dice;

    UniqueKubernetes(UniqueWords words) {
        this.words = words;
        this.dice = words.dice();
    }

    /// Lets the namespace talk to itself, and closes it to all others.
    Map<String, Object> closed(String namespace) {
        var own = list(object("podSelector", object()));
        return policy(
                namespace,
                object("podSelector", object(), "policyTypes", list("Ingress"), "ingress", list(object("from", own))));
    }

    /// Some rules.
    Map<String, Object> random(String namespace) {
        boolean diverse = words.diverse();
        var types = list();
        List<Object> ingress = null;
        List<Object> egress = null;
        if (dice.chance(0.85)) {
            types.add("Ingress");
            ingress = ingress(diverse);
        }
        if (types.isEmpty() || dice.chance(0.4)) {
            types.add("Egress");
            egress = list(
                    object("to", list(peer(diverse)), "ports", ports(diverse)), object("ports", list(port("UDP", 53))));
        }
        var selector = selector(diverse);
        return policy(
                namespace, object("podSelector", selector, "policyTypes", types, "ingress", ingress, "egress", egress));
    }

    /// An admin policy; the first of all is the baseline.
    Map<String, Object> admin(int number) {
        var subject = object("namespaces", matchLabels("env", words.env()));
        if (number == 0) {
            var spec = object("subject", subject, "ingress", list(adminRule("Deny", "from")));
            return Json.with(resource(ADMIN, "BaselineAdminNetworkPolicy", "default", null), "spec", spec);
        }
        var spec = object(
                "priority",
                10 * number,
                "subject",
                subject,
                "ingress",
                list(adminRule("Allow", "from"), adminRule("Pass", "from")),
                "egress",
                list(adminRule("Deny", "to")));
        return Json.with(resource(ADMIN, "AdminNetworkPolicy", "anp-" + number, null), "spec", spec);
    }

    private Map<String, Object> policy(String namespace, Map<String, Object> spec) {
        var path = namespace + "/knp-" + words.nextId();
        return Json.with(resource(Json.KUBERNETES_POLICY, "NetworkPolicy", path, null), "spec", spec);
    }

    private List<Object> ingress(boolean diverse) {
        var rules = list();
        int count = 1 + dice.below(3);
        for (int i = 0; i < count; i++) {
            var from = list();
            int peers = dice.below(3);
            for (int k = 0; k < peers; k++) {
                from.add(peer(diverse));
            }
            rules.add(object("from", from.isEmpty() ? null : from, "ports", ports(diverse)));
        }
        return rules;
    }

    private Map<String, Object> selector(boolean diverse) {
        var labels = switch (dice.below(4)) {
            case 1 -> matchLabels("app", words.app(), "role", words.role());
            case 2 -> matchLabels("role", words.role());
            default -> matchLabels("app", words.app());
        };
        if (!diverse) {
            return labels;
        }
        var expression = switch (dice.below(4)) {
            case 0 -> object("key", "version", "operator", "In", "values", list("v0", "v1"));
            case 1 -> object("key", "version", "operator", "NotIn", "values", list("v2"));
            case 2 -> object("key", "extra", "operator", "Exists");
            default -> object("key", "extra", "operator", "DoesNotExist");
        };
        return object(
                "matchLabels",
                dice.chance(0.3) ? null : labels.get("matchLabels"),
                "matchExpressions",
                list(expression));
    }

    private Map<String, Object> peer(boolean diverse) {
        return switch (dice.below(6)) {
            case 0, 1 -> object("podSelector", selector(diverse));
            case 2 -> object("namespaceSelector", matchLabels("team", words.team()));
            case 3 ->
                object(
                        "namespaceSelector",
                        matchLabels("kubernetes.io/metadata.name", words.namespace()),
                        "podSelector",
                        selector(diverse));
            case 4 ->
                object(
                        "namespaceSelector",
                        diverse ? object() : null,
                        "podSelector",
                        diverse ? selector(true) : object());
            default -> {
                int second = dice.below(200);
                var except = "172." + second + "." + dice.below(256) + ".0/24";
                yield object("ipBlock", object("cidr", "172." + second + ".0.0/16", "except", list(except)));
            }
        };
    }

    private @Nullable List<Object> ports(boolean diverse) {
        return switch (dice.below(5)) {
            case 0 -> null;
            case 1 -> new ArrayList<>(List.of(port("TCP", 80 + dice.below(4)), port("TCP", 443)));
            case 2 -> list(port("TCP", "http"));
            case 3 ->
                diverse
                        ? list(
                                object("protocol", "TCP", "port", 8000, "endPort", 8100),
                                port("UDP", "dns"),
                                object("protocol", "SCTP"))
                        : list(port("UDP", 53), port("TCP", 53));
            default -> list(object("port", 8080));
        };
    }

    private Map<String, Object> adminRule(String action, String direction) {
        return object(
                "name",
                action,
                "action",
                action,
                direction,
                list(object("namespaces", matchLabels("team", words.team()))),
                "ports",
                list(
                        object("portNumber", port("TCP", 8080)),
                        object("portRange", object("protocol", "UDP", "start", 5000, "end", 5010))));
    }
}
