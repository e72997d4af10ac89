package io.margay.cluster.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

/// Whose the certificate of a user of the API is: of its other names one is `margay://read/NAME` or
/// `margay://write/NAME`, and no other begins with `margay:`.
///
/// @param name of the user
/// @param role what it may do
public record UserCertificate(String name, Role role) {
    /// What a user may do.
    public enum Role {
        /// Look at everything.
        READ("read"),
        /// Change what exists, too.
        WRITE("write");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /// As it is written.
        public String word() {
            return word;
        }

        /// That of a word; empty for any other.
        public static Optional<Role> of(String word) {
            return Arrays.stream(values())
                    .filter(role -> role.word.equals(word))
                    .findFirst();
        }
    }

    /// The URI that names it.
    public String uri() {
        return UriNames.SCHEME + role.word() + "/" + name;
    }

    /// The user that a certificate names; empty: none, or several.
    public static Optional<UserCertificate> of(X509Certificate certificate) {
        var uris = UriNames.of(certificate);
        if (uris.size() != 1) {
            return Optional.empty();
        }
        var parts = uris.getFirst().substring(UriNames.SCHEME.length()).split("/", 2);
        return Role.of(parts[0])
                .filter(_ -> parts.length == 2 && !parts[1].isEmpty())
                .map(role -> new UserCertificate(parts[1], role));
    }

    /// Whether a certificate is that of a user or of a host, and so of no member.
    public static boolean isOfSomebody(X509Certificate certificate) {
        return !UriNames.of(certificate).isEmpty();
    }
}
