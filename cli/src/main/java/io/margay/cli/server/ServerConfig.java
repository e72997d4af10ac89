package io.margay.cli.server;

import com.typesafe.config.Config;
import io.margay.cluster.config.ConfigReader;
import java.time.Duration;

/// How a server is configured.
///
/// @param lookInterval how often it looks at the files that it follows; > 0
public record ServerConfig(Duration lookInterval) {
    /// The configuration in `config`, under `margay.server`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static ServerConfig read(Config config) {
        return ConfigReader.read(
                config,
                "margay.server",
                in -> new ServerConfig(in.duration("look-interval", Duration::isPositive, "must be > 0")));
    }
}
