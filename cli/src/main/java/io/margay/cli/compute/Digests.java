package io.margay.cli.compute;

import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.update.Ints;
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
    /// The number of a profile's hash, and the number that its name has.
    private record Profile(int part, int name) {}

    private final MessageDigest sha = sha256();
    private final SetDigests sets;
    private final PolicyBytes parts;
    private final EndpointBytes endpoints = new EndpointBytes();
    private final DigestBytes bytes = new DigestBytes();
    private final PartDigests ofPolicies = new PartDigests();
    private final PartDigests ofProfiles = new PartDigests();
    private final PartDigests ofSets = new PartDigests();
    private final IdentityHashMap<PolicyRules, Integer> otherPolicies = new IdentityHashMap<>();
    private final IdentityHashMap<ProfileRules, Profile> profiles = new IdentityHashMap<>();
    private @Nullable PolicyRules[] policies = new PolicyRules[256]; // by the shard's number
    private int[] policyParts = new int[256];
    private int[] setParts = new int[256];

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
        setParts = new int[used.isEmpty() ? 0 : used.last() + 1];
        used.forEach((IntConsumer) set -> setParts[set] = ofSets.add(sets.of(set)));
        for (var node : nodes) {
            node.forEachPolicy(this::add);
            node.forEachProfile(this::add);
        }
        ofSets.sort();
        ofPolicies.sort();
        ofProfiles.sort();
    }

    private String of(NodeView node) {
        bytes.clear();
        ofPolicies.begin();
        node.forEachPolicy((number, policy, _) -> ofPolicies.hold(part(number, policy), number));
        ofPolicies.write(bytes);
        ofProfiles.begin();
        node.forEachProfile((profile, _) -> hold(profile));
        ofProfiles.write(bytes);
        ofSets.begin();
        node.setNumbers().forEach((IntConsumer) set -> ofSets.hold(setParts[set], set));
        ofSets.write(bytes);
        endpoints.begin(ofPolicies, ofProfiles);
        endpoints.write(node.endpointContents(), bytes);
        return HexFormat.of().formatHex(bytes.wholeDigest(sha));
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not the same number
    private void add(int number, PolicyRules policy, Ints named) {
        if (number >= policies.length) {
            policies = Arrays.copyOf(policies, Math.max(number + 1, policies.length * 2));
            policyParts = Arrays.copyOf(policyParts, policies.length);
        }
        if (policies[number] == null) {
            policies[number] = policy;
            policyParts[number] = hashed(policy, named);
        } else if (policies[number] != policy && !otherPolicies.containsKey(policy)) {
            otherPolicies.put(policy, hashed(policy, named));
        }
    }

    private void add(ProfileRules profile, Ints named) {
        if (!profiles.containsKey(profile)) {
            bytes.clear();
            parts.profile(profile, named);
            int part = ofProfiles.add(bytes.digest(sha));
            profiles.put(profile, new Profile(part, endpoints.profile(profile.name())));
        }
    }

    private int hashed(PolicyRules policy, Ints named) {
        bytes.clear();
        parts.policy(policy, named);
        return ofPolicies.add(bytes.digest(sha));
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not the same number
    private int part(int number, PolicyRules policy) {
        return policies[number] == policy ? policyParts[number] : Objects.requireNonNull(otherPolicies.get(policy));
    }

    private void hold(ProfileRules profile) {
        var known = Objects.requireNonNull(profiles.get(profile));
        ofProfiles.hold(known.part, known.name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
