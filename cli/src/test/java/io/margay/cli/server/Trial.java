package io.margay.cli.server;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// An authority and what it issued, for a test.
public record Trial(Path folder, Issuer issuer) {
    static final CopyOption OVER = StandardCopyOption.REPLACE_EXISTING;

    /// With which a client of HTTP/2 begins.
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String HERE = "127.0.0.1";

    /// All have the same name, so that a client shows what a foreign one issued.
    public static Trial in(Path folder) throws IOException {
        var issuer = Issuer.create(folder.resolve("ca"), "margay test", good());
        issuer.engine(folder.resolve("engine"), List.of(HERE, "localhost"), good());
        return new Trial(folder, issuer);
    }

    static TlsFolder open(Path certificates) throws IOException {
        return TlsFolder.open(certificates, _ -> {});
    }

    public Path engine() {
        return folder.resolve("engine");
    }

    /// Another one, for this name.
    public Path engine(String host) throws IOException {
        var made = folder.resolve("engine-" + host);
        issuer.engine(made, List.of(host), good());
        return made;
    }

    public Path node(String name) throws IOException {
        var made = folder.resolve("node-" + name);
        if (!Files.exists(made)) {
            issuer.node(made, name, good());
        }
        return made;
    }

    public Path expired(String name) throws IOException {
        var made = folder.resolve("expired-" + name);
        var now = Instant.now();
        issuer.node(made, name, new Issuer.Validity(now.minus(2, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS)));
        return made;
    }

    /// A connection that speaks HTTP/2, with a node's certificate.
    public SSLSocket socket(String node, int port) throws IOException {
        return open(open(node(node)).context(), port);
    }

    public SSLSocket socketWithoutCertificate(int port) throws IOException {
        try (var ca = Files.newInputStream(engine().resolve("ca.crt"))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return open(context, port);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static SSLSocket open(SSLContext context, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(HERE, port);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static Issuer.Validity good() {
        var now = Instant.now();
        return new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
    }
}
