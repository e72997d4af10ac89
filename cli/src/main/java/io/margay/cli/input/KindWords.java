package io.margay.cli.input;

import io.margay.model.resource.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people call kinds of resources: as kubectl and calicoctl do, in the singular or plural, in any case, short, and
/// with the group where two kinds share a word: `networkpolicies.networking.k8s.io`, for short `netpol`.
public final class KindWords {
    private static final Map<String, Kind> SHORT = Map.ofEntries(
            Map.entry("ns", Kind.NAMESPACE),
            Map.entry("sa", Kind.SERVICE_ACCOUNT),
            Map.entry("po", Kind.POD),
            Map.entry("no", Kind.NODE),
            Map.entry("svc", Kind.SERVICE),
            Map.entry("netpol", Kind.KUBERNETES_NETWORK_POLICY),
            Map.entry("cnp", Kind.CLUSTER_NETWORK_POLICY),
            Map.entry("anp", Kind.ADMIN_NETWORK_POLICY),
            Map.entry("banp", Kind.BASELINE_ADMIN_NETWORK_POLICY),
            Map.entry("gnp", Kind.GLOBAL_NETWORK_POLICY),
            Map.entry("gns", Kind.GLOBAL_NETWORK_SET),
            Map.entry("netset", Kind.NETWORK_SET),
            Map.entry("hep", Kind.HOST_ENDPOINT),
            Map.entry("wep", Kind.WORKLOAD_ENDPOINT));

    /// As `margay get np` has it: network policies of Kubernetes and of Calico.
    private static final String BOTH = "np";

    private KindWords() {}

    /// The kinds that a word may mean; none for anything else.
    public static List<Kind> named(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        int dot = lower.indexOf('.');
        var name = dot < 0 ? lower : lower.substring(0, dot);
        var group = dot < 0 ? "" : lower.substring(dot + 1);
        var kinds = new ArrayList<>(Arrays.stream(Kind.values())
                .filter(kind -> name.equals(singular(kind)) || name.equals(plural(kind)))
                .toList());
        var known = SHORT.get(name);
        if (known != null) {
            kinds.add(known);
        }
        if (name.equals(BOTH)) {
            sameWord(Kind.NETWORK_POLICY).forEach(kinds::add);
        }
        kinds.removeIf(kind -> !group.isEmpty() && !group.equals(group(kind)));
        return List.copyOf(kinds);
    }

    /// The word that means this kind alone: `pods`, `networkpolicies.networking.k8s.io`.
    public static String word(Kind kind) {
        return sameWord(kind).count() == 1 ? plural(kind) : plural(kind) + "." + group(kind);
    }

    /// All of them, for a sentence.
    public static String all() {
        return Arrays.stream(Kind.values()).map(KindWords::word).collect(Collectors.joining(", "));
    }

    private static Stream<Kind> sameWord(Kind kind) {
        return Arrays.stream(Kind.values()).filter(other -> other.word().equals(kind.word()));
    }

    private static String singular(Kind kind) {
        return kind.word().toLowerCase(Locale.ROOT);
    }

    private static String plural(Kind kind) {
        var word = singular(kind);
        return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    private static String group(Kind kind) {
        int slash = kind.apiVersion().indexOf('/');
        return slash < 0 ? "" : kind.apiVersion().substring(0, slash);
    }
}
