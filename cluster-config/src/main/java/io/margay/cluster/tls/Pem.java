package io.margay.cluster.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Certificates and keys as PEM.
final class Pem {
    private static final int COLUMNS = 64;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

    private Pem() {}

    /// The certificates of a file, in its order; at least one.
    ///
    /// Errors: an IOException in words for a person.
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new IOException(file + " has no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IOException(file + " is no certificate: " + e.getMessage(), e);
        }
    }

    /// The key of a file, for a certificate.
    ///
    /// Errors: an IOException in words for a person.
    static PrivateKey key(Path file, X509Certificate of) throws IOException {
        var found = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(file + " has no key in PKCS #8 (BEGIN PRIVATE KEY)");
        }
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
            return KeyFactory.getInstance(of.getPublicKey().getAlgorithm()).generatePrivate(spec);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " has no key for its certificate: " + e.getMessage(), e);
        }
    }

    static String print(Certificate certificate) {
        try {
            return print("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    static String print(PrivateKey key) {
        return print("PRIVATE KEY", key.getEncoded());
    }

    private static String print(String what, byte[] bytes) {
        var lines = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
