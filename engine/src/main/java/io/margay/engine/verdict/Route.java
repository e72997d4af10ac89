package io.margay.engine.verdict;

import io.margay.model.net.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which way a probe's packet takes, and whom that concerns.
public sealed interface Route {
    /// From an address to another.
    ///
    /// @param egress whose policies are asked at the sender; null where that is no endpoint of ours
    /// @param ingress likewise at the receiver
    /// @param warnings what in the question the answer does not cover
    record Judged(
            Ip source,
            Ip destination,
            @Nullable Guard egress,
            @Nullable Guard ingress,
            List<String> warnings) implements Route {
        public Judged {
            warnings = List.copyOf(warnings);
        }
    }

    /// One that no policy sees.
    ///
    /// @param ownHost whether it is a host's to its own pod
    record Open(boolean ownHost, List<String> warnings) implements Route {
        public Open {
            warnings = List.copyOf(warnings);
        }
    }

    /// None: an end that does not exist or has no address, or addresses of two versions.
    ///
    /// @param what in words for whoever asked
    record None(String what) implements Route {}
}
