package io.margay.cli.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.margay.cli.input.Source;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a server or an agent is configured: a mixin.
final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in HOCON.")
    private @Nullable Path config;

    /// What the file says, and for all else what nobody configured otherwise.
    ///
    /// Errors: an IOException in words for a person where there is no such file; a `ConfigException` where it is no
    /// HOCON.
    Config read() throws IOException {
        var defaults = ConfigFactory.load();
        if (config == null) {
            return defaults;
        }
        try {
            Source.named(config.toString()).open(System.in).close();
        } catch (IOException e) {
            throw new IOException(config + ": " + Source.reason(e), e);
        }
        var options = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.parseFile(config.toFile(), options)
                .withFallback(defaults)
                .resolve();
    }
}
