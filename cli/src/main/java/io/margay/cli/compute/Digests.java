package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// SHA-256 of what nodes' hosts hold: over the sorted digests of the parts, each of which depends on its content alone.
///
/// A set, with all its addresses, and a policy are hashed once, however many nodes have them. What counts as the same
/// policy is the same object, not the same number: a node that was left with an old one has another digest.
///
/// Cost: each endpoint, policy, profile and set written once; for each node a sort of its parts' digests. Source:
/// `docs/compute.md`, "Digests".
public final class Digests {
    private static final JsonFactory JSON = new JsonFactory();

    private final SharedViews shared;
    private final MessageDigest sha = sha256();
    private final JsonGenerator json;
    private final PartJson parts;
    private final IdentityHashMap<PolicyRules, byte[]> policies = new IdentityHashMap<>();
    private final IdentityHashMap<ProfileRules, byte[]> profiles = new IdentityHashMap<>();
    private final Map<Integer, byte[]> sets = new HashMap<>();

    private interface Writing {
        void write() throws IOException;
    }

    private Digests(SharedViews shared) throws IOException {
        this.shared = shared;
        json = JSON.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), sha))
                .setRootValueSeparator(null);
        parts = new PartJson(json, shared, SetMembers.of(shared), false);
    }

    /// The digests of nodes of one moment by name, in hex, in the order of the nodes.
    public static Map<String, String> of(List<NodeView> nodes) throws IOException {
        var digests = new LinkedHashMap<String, String>();
        if (!nodes.isEmpty()) {
            var all = new Digests(nodes.getFirst().shared());
            for (var node : nodes) {
                digests.put(node.node(), all.of(node));
            }
        }
        return digests;
    }

    private String of(NodeView node) throws IOException {
        var digests = new ArrayList<byte[]>();
        for (var endpoint : node.endpointContents()) {
            digests.add(digest(() -> parts.endpoint(endpoint)));
        }
        for (var policy : node.policies()) {
            digests.add(policy(policy));
        }
        for (var profile : node.profiles()) {
            digests.add(profile(profile));
        }
        sets(node.setNumbers(), digests);
        digests.sort(Arrays::compareUnsigned);
        digests.forEach(sha::update);
        return HexFormat.of().formatHex(sha.digest());
    }

    private byte[] policy(PolicyRules rules) throws IOException {
        var known = policies.get(rules);
        if (known == null) {
            known = digest(() -> parts.policy(rules));
            policies.put(rules, known);
        }
        return known;
    }

    private byte[] profile(ProfileRules rules) throws IOException {
        var known = profiles.get(rules);
        if (known == null) {
            known = digest(() -> parts.profile(rules));
            profiles.put(rules, known);
        }
        return known;
    }

    private void sets(RoaringBitmap numbers, List<byte[]> digests) throws IOException {
        for (var each = numbers.getIntIterator(); each.hasNext(); ) {
            int number = each.next();
            var known = sets.get(number);
            if (known == null) {
                known = digest(() -> parts.contents(shared.set(number)));
                sets.put(number, known);
            }
            digests.add(known);
        }
    }

    private byte[] digest(Writing part) throws IOException {
        part.write();
        json.flush();
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
