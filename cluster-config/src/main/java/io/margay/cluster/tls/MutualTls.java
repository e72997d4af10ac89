package io.margay.cluster.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Makes contexts of TLS that show a certificate, and ask for one.
final class MutualTls {
    /// What one end shows.
    record Own(List<X509Certificate> chain, PrivateKey key) {
        Own {
            chain = List.copyOf(chain);
        }
    }

    /// A session is begun anew rather than gone on with, since only then certificates are looked at. In seconds; 0 is
    /// for ever.
    private static final int SESSION_SECONDS = 1;

    private static final byte[] SAMPLE = "margay".getBytes(StandardCharsets.UTF_8);

    private MutualTls() {}

    /// A context that shows this and trusts these.
    ///
    /// Errors: an IOException in words for a person, where key and certificate do not belong together.
    ///
    /// @param words gets a line where the certificate of a client is refused that has no socket
    static SSLContext context(Own own, List<X509Certificate> authorities, Consumer<String> words) throws IOException {
        try {
            if (!belongTogether(own)) {
                throw new IOException(TlsFolder.KEY + " is not the key of " + TlsFolder.CERTIFICATE);
            }
            var context = SSLContext.getInstance("TLS");
            context.init(keys(own), trust(authorities, words), null);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates that cannot be used: " + e.getMessage(), e);
        }
    }

    /// A context that shows nothing and trusts these.
    ///
    /// Errors: an IOException in words for a person.
    static SSLContext context(List<X509Certificate> authorities) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust(authorities, _ -> {}), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("an authority that cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(Own own) throws GeneralSecurityException {
        var algorithm = switch (own.key().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> own.key().getAlgorithm();
        };
        var signature = Signature.getInstance(algorithm);
        signature.initSign(own.key());
        signature.update(SAMPLE);
        var signed = signature.sign();
        signature.initVerify(own.chain().getFirst().getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static javax.net.ssl.KeyManager[] keys(Own own) throws GeneralSecurityException, IOException {
        var none = new char[0];
        var store = empty();
        store.setKeyEntry("own", own.key(), none, own.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> authorities, Consumer<String> words)
            throws GeneralSecurityException, IOException {
        var store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .map(manager ->
                        manager instanceof X509ExtendedTrustManager found ? new NamingTrust(found, words) : manager)
                .toArray(TrustManager[]::new);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
