package io.margay.cluster.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// Whose a host's certificate is: it has one URI `margay://node/NAME` among its other names, and no second.
public final class NodeCertificate {
    private static final String PREFIX = UriNames.SCHEME + "node/";

    private NodeCertificate() {}

    /// The URI that names a node.
    public static String uri(String node) {
        return PREFIX + node;
    }

    /// The node that a certificate names; empty: none, or several.
    public static Optional<String> node(X509Certificate certificate) {
        var nodes = UriNames.of(certificate).stream()
                .filter(uri -> uri.startsWith(PREFIX))
                .toList();
        return nodes.size() == 1 ? Optional.of(nodes.getFirst().substring(PREFIX.length())) : Optional.empty();
    }
}
