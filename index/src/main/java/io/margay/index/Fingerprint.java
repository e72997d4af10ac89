package io.margay.index;

import io.margay.model.label.Labels;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.Population;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that selectors and named ports can see of whoever holds addresses. Immutable; equal content is the same
/// fingerprint.
///
/// Layout: 40 bytes beside its parts, its hash among them, which tables that look for it ask over and over; what was
/// its
/// id once is kept, which whoever shares a fingerprint shares. Of two threads that ask for the first time both make it,
/// and make the same.
public final class Fingerprint {
    private static final int ID_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// What holds the addresses.
    public enum Kind {
        WORKLOAD,
        HOST,
        NETWORK_SET,
        NODE
    }

    private final Kind kind;
    private final String namespace;
    private final List<String> profiles;
    private final Labels labels;
    private final List<NamedPort> ports;
    private final int hash;
    private @Nullable String id;

    /// @param namespace empty where the kind has none
    /// @param profiles names, in order: whose labels it inherits and whose rules come last
    /// @param labels its own, those that Calico adds to them (`projectcalico.org/namespace`, …) among them
    /// @param ports its named ports, which are sorted here
    public Fingerprint(Kind kind, String namespace, List<String> profiles, Labels labels, List<NamedPort> ports) {
        this.kind = kind;
        this.namespace = namespace;
        this.profiles = List.copyOf(profiles);
        this.labels = labels;
        this.ports = isSorted(ports)
                ? List.copyOf(ports)
                : ports.stream().distinct().sorted().toList();
        this.hash = 31 * (31 * labels.hashCode() + namespace.hashCode())
                + (profiles.isEmpty() ? 0 : profiles.getLast().hashCode());
    }

    /// What holds the addresses.
    public Kind kind() {
        return kind;
    }

    /// Where it is; empty where the kind has none.
    public String namespace() {
        return namespace;
    }

    /// Names, in order: whose labels it inherits where it has none of its own, and whose rules come last.
    public List<String> profiles() {
        return profiles;
    }

    /// Its own, those that Calico adds to them among them.
    public Labels labels() {
        return labels;
    }

    /// Its named ports, sorted, each once.
    public List<NamedPort> ports() {
        return ports;
    }

    /// Among which population selectors find it.
    public Population population() {
        return switch (kind) {
            case WORKLOAD, HOST, NETWORK_SET -> Population.ENDPOINTS;
            case NODE -> Population.NODES;
        };
    }

    /// Its id: the base64url of the first 128 bits of the SHA-256 of its content. Cost: the first time one hash.
    ///
    /// Source: decision 0002.
    public FingerprintId id() {
        var known = id;
        if (known == null) {
            known = BASE64.encodeToString(Arrays.copyOf(hash(), ID_BYTES));
            id = known;
        }
        return new FingerprintId(known);
    }

    /// This fingerprint with these labels in place of its own; itself where they are the same object.
    @SuppressWarnings("ReferenceEquality") // a shortcut: equal labels that are another object only cost a copy
    public Fingerprint with(Labels others) {
        return others == labels ? this : new Fingerprint(kind, namespace, profiles, others, ports);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Fingerprint that
                        && hash == that.hash
                        && kind == that.kind
                        && labels.equals(that.labels)
                        && namespace.equals(that.namespace)
                        && profiles.equals(that.profiles)
                        && ports.equals(that.ports));
    }

    /// Of what nearly always differs: labels (who keep theirs), namespace, last profile. Cheap, and equal in every
    /// process.
    @Override
    public int hashCode() {
        return hash;
    }

    /// `WORKLOAD shop [kns.shop] {app=web} []`, for whoever reads a failure.
    @Override
    public String toString() {
        return kind + " " + namespace + " " + profiles + " " + labels + " " + ports;
    }

    private static boolean isSorted(List<NamedPort> ports) {
        for (int i = 1; i < ports.size(); i++) {
            if (ports.get(i - 1).compareTo(ports.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// Every part with its length before it, and the keys of labels as one hash, so that no two contents share a text.
    private byte[] hash() {
        var text = new StringBuilder(256);
        KeyHashes.append(text, kind.name());
        KeyHashes.append(text, namespace);
        text.append(profiles.size()).append(';');
        for (int i = 0; i < profiles.size(); i++) {
            KeyHashes.append(text, profiles.get(i));
        }
        for (int i = 0; i < labels.size(); i++) {
            KeyHashes.append(text, labels.value(i));
        }
        for (int i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            KeyHashes.append(text, port.name());
            text.append(port.protocol().number())
                    .append('/')
                    .append(port.port())
                    .append(';');
        }
        var sha = KeyHashes.sha256();
        sha.update(KeyHashes.of(labels));
        return sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
