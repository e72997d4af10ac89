package io.margay.cluster.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/// The URIs `margay://…` among a certificate's other names: they say whose it is.
final class UriNames {
    static final String SCHEME = "margay://";

    /// The kind of a URI among other names, of RFC 5280.
    private static final int URI = 6;

    private UriNames() {}

    static List<String> of(X509Certificate certificate) {
        return otherNames(certificate).stream()
                .filter(name -> name.getFirst().equals(URI))
                .map(name -> String.valueOf(name.get(1)))
                .filter(uri -> uri.startsWith(SCHEME))
                .toList();
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
