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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.IntConsumer;

/// SHA-256 of what nodes' hosts hold. It depends on content alone.
///
/// A set, with all its addresses, a policy and a profile are hashed once, however many nodes have them. What counts as
/// the same policy is the same object, not the same number: a node that was left with an old one has another digest.
///
/// Cost: each policy, profile and set once; for each node a sort of their hashes, and some hundred bytes an endpoint.
/// Source: `docs/compute.md`, "Digests".
public final class Digests {
    private static final JsonFactory JSON = new JsonFactory();

    private final MessageDigest sha = sha256();
    private final JsonGenerator json;
    private final PartJson parts;
    private final SetDigests sets;
    private final EndpointBytes endpoints = new EndpointBytes();
    private final DigestBytes bytes = new DigestBytes();
    private final IdentityHashMap<PolicyRules, PartDigest> policies = new IdentityHashMap<>();
    private final IdentityHashMap<ProfileRules, PartDigest> profiles = new IdentityHashMap<>();

    private interface Writing<T> {
        void write(T part) throws IOException;
    }

    private record Policy(PartDigest digest, int number) implements Comparable<Policy> {
        @Override
        public int compareTo(Policy other) {
            return digest.compareTo(other.digest);
        }
    }

    private Digests(SharedViews shared) throws IOException {
        json = JSON.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), sha))
                .setRootValueSeparator(null);
        var members = SetMembers.of(shared);
        sets = new SetDigests(shared, members, sha);
        parts = new PartJson(json, shared, members, false);
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
        bytes.clear();
        policies(node);
        profiles(node);
        sets(node);
        endpoints.write(node.endpointContents(), bytes);
        return bytes.digest(sha).hex();
    }

    private void policies(NodeView node) throws IOException {
        var all = new ArrayList<Policy>(node.policyCount());
        for (var policy : node.numberedPolicies().entrySet()) {
            all.add(new Policy(once(policy.getValue(), policies, parts::policy), policy.getKey()));
        }
        Collections.sort(all);
        bytes.number(all.size());
        endpoints.begin();
        for (int place = 0; place < all.size(); place++) {
            all.get(place).digest.addTo(bytes);
            endpoints.place(all.get(place).number, place);
        }
    }

    private void profiles(NodeView node) throws IOException {
        var all = new ArrayList<PartDigest>();
        for (var profile : node.profiles()) {
            all.add(once(profile, profiles, parts::profile));
        }
        write(all);
    }

    private void sets(NodeView node) {
        var all = new ArrayList<PartDigest>(node.setNumbers().getCardinality());
        node.setNumbers().forEach((IntConsumer) set -> all.add(sets.of(set)));
        write(all);
    }

    private void write(List<PartDigest> digests) {
        Collections.sort(digests);
        bytes.number(digests.size());
        digests.forEach(digest -> digest.addTo(bytes));
    }

    /// The hash of what `write` writes of a part, which is asked once for each.
    private <T> PartDigest once(T part, IdentityHashMap<T, PartDigest> digests, Writing<T> write) throws IOException {
        var known = digests.get(part);
        if (known == null) {
            write.write(part);
            known = written();
            digests.put(part, known);
        }
        return known;
    }

    /// The hash of the JSON that was written since the last time.
    private PartDigest written() throws IOException {
        json.flush();
        return PartDigest.of(sha);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
