package io.margay.cluster.tls;

import java.util.List;

/// What hosts and engines offer each other: TLS 1.3; and 1.2 with what is as good, for one of an earlier release.
public final class HostTls {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private HostTls() {}

    /// Versions by the names that the JDK has for them, the best one first.
    public static String[] versions() {
        return VERSIONS.toArray(String[]::new);
    }

    /// Likewise what they encrypt and sign with.
    public static String[] suites() {
        return SUITES.toArray(String[]::new);
    }
}
