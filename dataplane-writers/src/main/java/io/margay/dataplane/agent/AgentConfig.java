package io.margay.dataplane.agent;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import java.time.Duration;

/// How the host agent works.
///
/// @param lookInterval how often it looks for interfaces that came or went; > 0
/// @param retryInterval when what failed is tried again, if nothing new comes before; > 0
public record AgentConfig(Duration lookInterval, Duration retryInterval) {
    /// The configuration in `config`, under `margay.dataplane`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static AgentConfig read(Config config) {
        return ConfigReader.read(
                config,
                "margay.dataplane",
                in -> new AgentConfig(
                        in.duration("look-interval", Duration::isPositive, "must be > 0"),
                        in.duration("retry-interval", Duration::isPositive, "must be > 0")));
    }

    /// What nobody configured otherwise.
    public static AgentConfig standard() {
        return read(ConfigFactory.load());
    }
}
