package io.margay.actors.cluster;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.UserCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Certificates of members and hosts, of authorities that are made when first named.
public record TrialCertificates(Path folder) {
    /// A member's folder, for a name or address.
    ///
    /// @param name of the folder
    public Path member(String authority, String name, String host) throws IOException {
        var own = folder.resolve(name);
        issuer(authority).engine(own, List.of(host), today());
        return own;
    }

    /// The folder of a node's host.
    Path node(String authority, String node) throws IOException {
        var own = folder.resolve(node);
        issuer(authority).node(own, node, today());
        return own;
    }

    /// The folder of one who uses the API, and may write.
    Path user(String authority, String name) throws IOException {
        var own = folder.resolve(name);
        issuer(authority).user(own, new UserCertificate(name, UserCertificate.Role.WRITE), today());
        return own;
    }

    private Issuer issuer(String authority) throws IOException {
        var place = folder.resolve(authority);
        return Issuer.isIn(place) ? Issuer.open(place) : Issuer.create(place, authority, today());
    }

    private static Issuer.Validity today() {
        var now = Instant.now();
        return new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
    }
}
