package io.margay.index;

import io.margay.model.label.Labels;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.Population;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that selectors and named ports can see of whoever holds addresses. Equal content is the same fingerprint.
///
/// @param namespace empty where the kind has none
/// @param profiles names, in order: whose labels it inherits where it has none of its own, and whose rules come last
/// @param labels its own, those that Calico adds to them (`projectcalico.org/namespace`, …) among them
/// @param ports its named ports; the constructor sorts them
public record Fingerprint(Kind kind, String namespace, List<String> profiles, Labels labels, List<NamedPort> ports) {
    private static final int ID_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// Never fed: copied for each id, which costs less than to look for another.
    private static final MessageDigest SHA256 = sha256();

    /// What holds the addresses.
    public enum Kind {
        WORKLOAD,
        HOST,
        NETWORK_SET,
        NODE
    }

    public Fingerprint {
        profiles = List.copyOf(profiles);
        ports = isSorted(ports)
                ? List.copyOf(ports)
                : ports.stream().distinct().sorted().toList();
    }

    /// Among which population selectors find it.
    public Population population() {
        return switch (kind) {
            case WORKLOAD, HOST, NETWORK_SET -> Population.ENDPOINTS;
            case NODE -> Population.NODES;
        };
    }

    /// Its id: the base64url of the first 128 bits of the SHA-256 of its content. Cost: one hash; keep it.
    ///
    /// Source: decision 0002.
    public FingerprintId id() {
        var content = content().getBytes(StandardCharsets.UTF_8);
        return new FingerprintId(BASE64.encodeToString(Arrays.copyOf(sha256(content), ID_BYTES)));
    }

    /// This fingerprint with these labels in place of its own; itself where they are the same object.
    @SuppressWarnings("ReferenceEquality") // a shortcut: equal labels that are another object only cost a copy
    public Fingerprint with(Labels others) {
        return others == labels ? this : new Fingerprint(kind, namespace, profiles, others, ports);
    }

    /// Written out, as it is asked for each endpoint, and slow when the runtime makes it up.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that
                && kind == that.kind
                && labels.equals(that.labels)
                && namespace.equals(that.namespace)
                && profiles.equals(that.profiles)
                && ports.equals(that.ports);
    }

    /// Of what nearly always differs: labels (who keep theirs), namespace, profiles. Cheap, and equal in every process.
    @Override
    public int hashCode() {
        return 31 * (31 * labels.hashCode() + namespace.hashCode()) + profiles.hashCode();
    }

    private static boolean isSorted(List<NamedPort> ports) {
        for (int i = 1; i < ports.size(); i++) {
            if (ports.get(i - 1).compareTo(ports.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// Every part with its length before it, so that no two contents share a text.
    private String content() {
        var text = new StringBuilder(256);
        append(text, kind.name());
        append(text, namespace);
        text.append(profiles.size()).append(';');
        profiles.forEach(profile -> append(text, profile));
        text.append(labels.size()).append(';');
        for (int i = 0; i < labels.size(); i++) {
            append(text, labels.key(i));
            append(text, labels.value(i));
        }
        for (var port : ports) {
            append(text, port.name());
            text.append(port.protocol().number())
                    .append('/')
                    .append(port.port())
                    .append(';');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return ((MessageDigest) SHA256.clone()).digest(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the Java runtime can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
