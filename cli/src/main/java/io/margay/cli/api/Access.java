package io.margay.cli.api;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.SslSessionInfo;
import io.margay.cluster.tls.NodeCertificate;
import io.margay.cluster.tls.UserCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Who a request comes from: by the token that it shows, else by its connection's certificate.
///
/// @param tokens null: there are none
record Access(@Nullable TokenFile tokens) {
    private static final String BEARER = "bearer ";

    /// Empty where it shows nothing that is good. One that shows a wrong token is nobody, whatever its certificate.
    Optional<Caller> caller(HttpRequest request) {
        var shown = request.getHeader("Authorization");
        return shown.isPresent()
                ? ofToken(shown.get().value())
                : request.getAttribute(AttributeKeys.sslSession).flatMap(Access::ofCertificate);
    }

    private Optional<Caller> ofToken(String shown) {
        boolean isToken = shown.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return tokens == null || !isToken
                ? Optional.empty()
                : tokens.caller(shown.substring(BEARER.length()).strip());
    }

    private static Optional<Caller> ofCertificate(SslSessionInfo connection) {
        try {
            var shown = connection.getSession().getPeerCertificates()[0];
            if (!(shown instanceof X509Certificate certificate)) {
                return Optional.empty();
            }
            certificate.checkValidity(); // a connection may outlive it
            var host = NodeCertificate.node(certificate).map(node -> new Caller(node, Caller.Role.NODE));
            return host.isPresent() ? host : UserCertificate.of(certificate).map(Access::ofUser);
        } catch (SSLPeerUnverifiedException | CertificateException _) {
            return Optional.empty(); // it showed none, or one that is no longer good
        }
    }

    private static Caller ofUser(UserCertificate user) {
        return new Caller(
                user.name(),
                switch (user.role()) {
                    case READ -> Caller.Role.READ;
                    case WRITE -> Caller.Role.WRITE;
                });
    }
}
