package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.model.intern.Copies;
import io.margay.model.label.Labels;
import io.margay.model.resource.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fingerprints of pods. Replicas, who are alike in all that makes one, share it, with its labels and its id.
///
/// Layout: an array by hash of what a fingerprint is made of, two places for each hash; the older of two gives way to a
/// third. So it saves work and memory and promises nothing, and holds no more than 32,768. Cost: of a pod like one that
/// was seen
/// lately, a walk along its labels, and nothing is made; else the making of its fingerprint. Safe for any thread: two
/// that ask at once may both keep their own.
final class PodFingerprints {
    private static final int SLOTS = 1 << 15;

    private final @Nullable Fingerprint[] lately = new @Nullable Fingerprint[SLOTS];
    private final Copies<List<String>> profiles = new Copies<>(14);

    Fingerprint of(Pod pod) {
        var metadata = pod.metadata();
        int hash =
                31 * (31 * metadata.labels().hashCode() + metadata.namespace().hashCode())
                        + pod.serviceAccount().hashCode();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        var known = lately[slot];
        if (known != null && isOf(known, pod)) {
            return known;
        }
        var older = lately[slot ^ 1];
        if (older != null && isOf(older, pod)) {
            return older;
        }
        var made = made(pod);
        lately[slot] = made;
        lately[slot ^ 1] = known;
        return made;
    }

    private Fingerprint made(Pod pod) {
        var namespace = pod.metadata().namespace();
        var added = Holder.added(namespace, WellKnown.KUBERNETES, pod.serviceAccount());
        var labels = Holder.own(pod.metadata()).with(added);
        var names = profiles.of(profiles(namespace, pod.serviceAccount()));
        return new Fingerprint(Fingerprint.Kind.WORKLOAD, namespace, names, labels, pod.ports());
    }

    private static List<String> profiles(String namespace, String serviceAccount) {
        var profile = WellKnown.namespaceProfile(namespace);
        return serviceAccount.isEmpty()
                ? List.of(profile)
                : List.of(profile, WellKnown.serviceAccountProfile(namespace, serviceAccount));
    }

    /// Whether a pod's fingerprint is certainly this one, which is another pod's.
    static boolean isOf(Fingerprint known, Pod pod) {
        var account = pod.serviceAccount();
        boolean isOfAccount = account.isEmpty()
                ? known.profiles().size() == 1
                : known.profiles().size() == 2 && account.equals(known.labels().value(WellKnown.SERVICE_ACCOUNT));
        return isOfAccount
                && known.namespace().equals(pod.metadata().namespace())
                && isMade(known.labels(), pod.metadata().labels(), !account.isEmpty())
                && known.ports().equals(pod.ports());
    }

    /// Whether all labels are a pod's own, each of them, and beside them only those that every pod is given.
    private static boolean isMade(Labels all, Labels own, boolean hasAccount) {
        int at = 0;
        for (int i = 0; i < all.size(); i++) {
            var key = all.key(i);
            if (at < own.size() && own.key(at).equals(key) && own.value(at).equals(all.value(i))) {
                at++;
            } else if (!isAdded(key) && !(hasAccount && key.equals(WellKnown.SERVICE_ACCOUNT))) {
                return false;
            }
        }
        return at == own.size();
    }

    private static boolean isAdded(String key) {
        return key.equals(WellKnown.NAMESPACE) || key.equals(WellKnown.ORCHESTRATOR);
    }
}
