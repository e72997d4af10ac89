package io.margay.cli.agent;

import com.typesafe.config.Config;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.kernel.Netns;
import java.nio.file.Path;

/// What one agent is for, and where everything is.
///
/// @param node the name that the engine knows this host by
/// @param netns where its interfaces and rules are
/// @param engine where it finds its engine
/// @param socket where the agent is asked
public record AgentSetup(String node, Netns netns, EnginePlace engine, Path socket, Config config) {
    /// Where its state is: a folder of its own in the one that is configured, since a machine may have several.
    ///
    /// Errors: `ConfigProblems`.
    Path stateFolder() {
        return AgentConfig.read(config).stateFolder().resolve(node);
    }
}
