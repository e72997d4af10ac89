package io.margay.cluster.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Whose a host's certificate is: it has one URI `margay://node/NAME` among its other names, and no second.
public final class NodeCertificate {
    private static final String PREFIX = "margay://node/";

    /// The kind of a URI among other names, of RFC 5280.
    private static final int URI = 6;

    private NodeCertificate() {}

    /// The URI that names a node.
    public static String uri(String node) {
        return PREFIX + node;
    }

    /// The node that a certificate names; empty: none, or several.
    public static Optional<String> node(X509Certificate certificate) {
        var nodes = otherNames(certificate).stream()
                .filter(name -> name.getFirst().equals(URI))
                .map(name -> String.valueOf(name.get(1)))
                .filter(uri -> uri.startsWith(PREFIX))
                .toList();
        return nodes.size() == 1 ? Optional.of(nodes.getFirst().substring(PREFIX.length())) : Optional.empty();
    }

    private static Collection<List<?>> otherNames(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException _) {
            return List.of(); // so it names nobody
        }
    }
}
