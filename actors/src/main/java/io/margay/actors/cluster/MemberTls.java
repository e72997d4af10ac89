package io.margay.actors.cluster;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import io.margay.cluster.tls.NodeCertificate;
import io.margay.cluster.tls.TlsFolder;
import io.margay.cluster.tls.UserCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/// TLS between members: each shows a certificate of the same authority. Who connects checks that the certificate is for
/// the name that it connects to; nobody takes that of a node's host or of a user for a member's.
///
/// Akka makes it, by `margay-engine.conf`. Certificates are read from the member's folder at each handshake, see
/// [TlsFolder].
public final class MemberTls implements SSLEngineProvider {
    private static final Logger LOG = LoggerFactory.getLogger(MemberTls.class);
    private static final String[] VERSIONS = {"TLSv1.3"};

    private final TlsFolder folder;

    /// That of a member.
    ///
    /// Errors: `UncheckedIOException` where its folder is wrong.
    public MemberTls(ActorSystem system) {
        this(open(Path.of(system.settings().config().getString("margay.engine.certificates"))));
    }

    MemberTls(TlsFolder folder) {
        this.folder = folder;
    }

    private static TlsFolder open(Path path) {
        try {
            return TlsFolder.open(path, line -> LOG.atInfo().log(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        var parameters = parameters();
        parameters.setNeedClientAuth(true);
        return engine(hostname, port, parameters);
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        var parameters = parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        var engine = engine(hostname, port, parameters);
        engine.setUseClientMode(true);
        return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return refusal(hostname, session);
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return refusal(hostname, session);
    }

    private SSLEngine engine(String hostname, int port, SSLParameters parameters) {
        var engine = folder.context().createSSLEngine(hostname, port);
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(VERSIONS);
        return parameters;
    }

    private static Option<Throwable> refusal(String from, SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                            && !UserCertificate.isOfSomebody(certificate)
                    ? Option.empty()
                    : refused(from, "its certificate is that of " + owner(session));
        } catch (SSLException e) {
            return refused(from, "it has no certificate: " + e.getMessage());
        }
    }

    private static String owner(SSLSession session) throws SSLException {
        return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                ? NodeCertificate.node(certificate)
                        .map(node -> "the host of " + node)
                        .orElse("a user, not of a member")
                : "nobody";
    }

    private static Option<Throwable> refused(String from, String why) {
        LOG.atWarn().addKeyValue("from", from).addKeyValue("why", why).log("refused as a member");
        return Option.apply(new SSLException(why));
    }
}
