package io.margay.dataplane.agent;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/// How the host agent works.
///
/// @param lookInterval how often it looks for interfaces that came or went; > 0
/// @param retryInterval when what failed is tried again, if nothing new comes before; > 0
/// @param stateFolder where the last good state is kept: absolute; no other agent may have it
/// @param stateRetryInterval when that is tried again, where it could not be; > 0
public record AgentConfig(
        Duration lookInterval, Duration retryInterval, Path stateFolder, Duration stateRetryInterval) {
    /// The configuration in `config`, under `margay.dataplane`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static AgentConfig read(Config config) {
        return ConfigReader.read(
                config,
                "margay.dataplane",
                in -> new AgentConfig(
                        in.duration("look-interval", Duration::isPositive, "must be > 0"),
                        in.duration("retry-interval", Duration::isPositive, "must be > 0"),
                        Path.of(in.text("state-folder", AgentConfig::isAbsolute, "must be an absolute path")),
                        in.duration("state-retry-interval", Duration::isPositive, "must be > 0")));
    }

    /// What nobody configured otherwise.
    public static AgentConfig standard() {
        return read(ConfigFactory.load());
    }

    /// The same with another folder for the state.
    public AgentConfig withStateFolder(Path folder) {
        return new AgentConfig(lookInterval, retryInterval, folder, stateRetryInterval);
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
