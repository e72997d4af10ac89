package io.margay.cli.server;

import io.grpc.ServerCredentials;
import io.grpc.okhttp.SslSocketFactoryServerCredentials;
import io.grpc.okhttp.internal.ConnectionSpec;
import io.margay.cluster.tls.HostTls;
import javax.net.ssl.SSLSocketFactory;

/// How gRPC's server makes a connection one over TLS.
///
/// Its own way to say which versions takes a type of OkHttp 2, which knows no 1.3; without it a JDK has 1.2 alone. So
/// this is the constructor behind it, which is not ours to call: that of the one version of gRPC that the build pins.
final class HostCredentials {
    private static final String BEHIND = SslSocketFactoryServerCredentials.class.getName() + "$ServerCredentials";

    private HostCredentials() {}

    static ServerCredentials of(SSLSocketFactory sockets) {
        var offered = new ConnectionSpec.Builder(true)
                .tlsVersions(HostTls.versions())
                .cipherSuites(HostTls.suites())
                .supportsTlsExtensions(true)
                .build();
        try {
            var constructor =
                    Class.forName(BEHIND).getDeclaredConstructor(SSLSocketFactory.class, ConnectionSpec.class);
            constructor.setAccessible(true);
            return (ServerCredentials) constructor.newInstance(sockets, offered);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another gRPC than the one that this was made for", e);
        }
    }
}
