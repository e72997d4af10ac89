package io.margay.cli.compute;

import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import io.margay.engine.transaction.SharedPolicy;
import io.margay.engine.transaction.SharedProfile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// SHA-256 of what nodes' hosts hold. It depends on content alone.
///
/// A set, with all its addresses, a policy and a profile are hashed once, however many nodes have them. What counts as
/// the same policy is the same object, not the same number: a node that was left with an old one has another digest.
///
/// Cost: each policy, profile and set once, and a sort of their hashes; for each node a sort of places, and some
/// hundred
/// bytes an endpoint. Source: `docs/compute.md`, "Digests".
public final class Digests {
    /// A policy with its hash, and others of the same number; nearly always there is none.
    private record Known(
            SharedPolicy policy,
            PartDigest digest,
            @Nullable Known other) {}

    private final MessageDigest sha = sha256();
    private final SetDigests sets;
    private final PolicyBytes parts;
    private final EndpointBytes endpoints = new EndpointBytes();
    private final DigestBytes bytes = new DigestBytes();
    private final PartDigests ofPolicies = new PartDigests();
    private final PartDigests ofProfiles = new PartDigests();
    private final PartDigests ofSets = new PartDigests();
    private @Nullable Known[] policies = new Known[256];
    private final IdentityHashMap<SharedProfile, PartDigest> profiles = new IdentityHashMap<>();

    private Digests(SharedViews shared) {
        sets = new SetDigests(shared, SetMembers.of(shared), sha);
        parts = new PolicyBytes(bytes, shared, sets);
    }

    /// The digests of nodes of one moment by name, in hex, in the order of the nodes.
    public static Map<String, String> of(List<NodeView> nodes) {
        var digests = new LinkedHashMap<String, String>();
        if (!nodes.isEmpty()) {
            var all = new Digests(nodes.getFirst().shared());
            all.gather(nodes);
            for (var node : nodes) {
                digests.put(node.node(), all.of(node));
            }
        }
        return digests;
    }

    private void gather(List<NodeView> nodes) {
        var used = new RoaringBitmap();
        nodes.forEach(node -> used.or(node.setNumbers()));
        used.forEach((IntConsumer) set -> ofSets.add(sets.of(set)));
        for (var node : nodes) {
            node.needs().policies().forEachValue(this::add);
            node.needs().profiles().forEachValue(this::add);
        }
        ofSets.sort();
        ofPolicies.sort();
        ofProfiles.sort();
    }

    private String of(NodeView node) {
        bytes.clear();
        ofPolicies.begin();
        node.needs().policies().forEachValue(policy -> ofPolicies.hold(digest(policy), policy.number()));
        ofPolicies.write(bytes);
        ofProfiles.begin();
        node.needs()
                .profiles()
                .forEachValue(profile -> ofProfiles.hold(
                        digest(profile), endpoints.profile(profile.rules().name())));
        ofProfiles.write(bytes);
        ofSets.begin();
        node.setNumbers().forEach((IntConsumer) set -> ofSets.hold(sets.of(set), set));
        ofSets.write(bytes);
        endpoints.begin(ofPolicies, ofProfiles);
        endpoints.write(node.endpointContents(), bytes);
        return HexFormat.of().formatHex(bytes.wholeDigest(sha));
    }

    private void add(SharedPolicy policy) {
        if (policy.number() >= policies.length) {
            policies = Arrays.copyOf(policies, Math.max(policy.number() + 1, policies.length * 2));
        }
        if (find(policy) == null) {
            bytes.clear();
            parts.policy(policy);
            var digest = bytes.digest(sha);
            ofPolicies.add(digest);
            policies[policy.number()] = new Known(policy, digest, policies[policy.number()]);
        }
    }

    private void add(SharedProfile profile) {
        if (profiles.get(profile) == null) {
            bytes.clear();
            parts.profile(profile);
            var digest = bytes.digest(sha);
            ofProfiles.add(digest);
            profiles.put(profile, digest);
        }
    }

    private PartDigest digest(SharedPolicy policy) {
        return Objects.requireNonNull(find(policy)).digest;
    }

    private PartDigest digest(SharedProfile profile) {
        return Objects.requireNonNull(profiles.get(profile));
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not the same number
    private @Nullable Known find(SharedPolicy policy) {
        var known = policies[policy.number()];
        while (known != null && known.policy != policy) {
            known = known.other;
        }
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
