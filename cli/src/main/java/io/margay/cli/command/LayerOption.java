package io.margay.cli.command;

import com.typesafe.config.ConfigException;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.engine.verdict.Options;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which layers a verdict looks at, and what hosts are told by their configuration: a mixin.
final class LayerOption {
    @Mixin
    private ConfigOption config;

    @Option(names = "--l4", description = "Layers 3 and 4 alone: passes over what rules ask of HTTP requests.")
    private boolean layer4;

    /// As the evaluator takes it; with the failsafe ports of hosts that are configured so.
    ///
    /// Errors: a `ConfigException` where there is no such configuration, `ConfigProblems` where it is wrong.
    Options verdicts() {
        try {
            return new Options(layer4, IptablesConfig.read(config.read()).failsafes());
        } catch (IOException e) {
            throw new ConfigException.Generic(String.valueOf(e.getMessage()), e);
        }
    }
}
