package io.margay.cluster.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Says of a certificate that is refused whose it is, and where it came from; where that is not known, as of an engine
/// without a socket, it tells of it itself, since nobody else might.
final class NamingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final Consumer<String> words;

    NamingTrust(X509ExtendedTrustManager trust, Consumer<String> words) {
        this.trust = trust;
        this.words = words;
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(() -> trust.checkClientTrusted(chain, type, socket), chain, from(socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, type, socket), chain, from(socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        tell(() -> check(() -> trust.checkClientTrusted(chain, type, engine), chain, ""));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, type, engine), chain, "");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(() -> trust.checkClientTrusted(chain, type), chain, "");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, type), chain, "");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    private void tell(Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            words.accept(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// The cause stays what it was: the JDK chooses by it what the other end is told.
    private static void check(Check check, X509Certificate[] chain, String from) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            var whose = NodeCertificate.node(chain[0])
                    .map(node -> "node " + node)
                    .orElseGet(() -> chain[0].getSubjectX500Principal().getName());
            throw new CertificateException(
                    "the certificate of " + whose + from + " is refused: "
                            + innermost(e).getMessage(),
                    cause);
        }
    }

    private static Throwable innermost(Throwable of) {
        var inner = of;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String from(Socket socket) {
        return " from " + socket.getRemoteSocketAddress();
    }
}
