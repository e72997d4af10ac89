package io.margay.cli.api;

import com.typesafe.config.Config;
import io.margay.cluster.config.ConfigReader;
import java.time.Duration;

/// How the API is configured.
///
/// @param maxBody most bytes of a request; > 0
/// @param maxConnections most clients at once; > 0
/// @param patience how long a client may take until its first request is there; > 0
/// @param heartbeat how often one who watches hears that the server is there; > 0
public record ApiConfig(long maxBody, int maxConnections, Duration patience, Duration heartbeat) {
    /// The configuration in `config`, under `margay.api`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static ApiConfig read(Config config) {
        return ConfigReader.read(
                config,
                "margay.api",
                in -> new ApiConfig(
                        in.size("max-body", n -> n > 0 && n <= Integer.MAX_VALUE, "must be > 0 and at most 2 GiB"),
                        in.integer("max-connections", n -> n > 0, "must be > 0"),
                        in.duration("patience", Duration::isPositive, "must be > 0"),
                        in.duration("heartbeat", Duration::isPositive, "must be > 0")));
    }
}
