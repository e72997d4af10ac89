package io.margay.model.resource;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of a Calico policy or profile, defaulted. What is null or empty does not limit it.
///
/// @param ipVersion as written, else what the protocol implies where its name is ICMP or ICMPv6
public record CalicoRule(
        Where where,
        Action action,
        @Nullable IpVersion ipVersion,
        @Nullable Protocol protocol,
        @Nullable Protocol notProtocol,
        @Nullable Icmp icmp,
        @Nullable Icmp notIcmp,
        EntityRule source,
        EntityRule destination,
        @Nullable HttpMatch http) {
    /// An ICMP type and code, -1 where the code is any.
    public record Icmp(int type, int code) {}

    /// Methods and paths of HTTP requests. Kept and reported; nothing on layers 3 and 4 can tell them.
    ///
    /// @param paths a whole path as it is, a prefix with `*` after it
    public record HttpMatch(List<String> methods, List<String> paths) {
        public HttpMatch {
            methods = List.copyOf(methods);
            paths = List.copyOf(paths);
        }
    }
}
