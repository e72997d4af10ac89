package io.margay.cli.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.margay.cli.input.InputOptions;
import io.margay.cli.input.Source;
import io.margay.cli.server.Up;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay up`: an engine that keeps running.
@Command(
        name = "up",
        description = {
            "Starts an engine of one shard that takes its resources from files, and serves until it is told to end.",
            "",
            "With --watch it follows the files. A resource that is wrong keeps the version that was accepted before, and"
                    + " is reported once; so does a file that cannot be read. What is gone from the files goes.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it was told to end, 1 it could not start or failed, 2 wrong usage.",
            "",
            "Examples:",
            "  margay up -f cluster/ --watch",
            "  margay get policies"
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Option(names = "--watch", description = "Goes on looking at the files, and takes on what changes.")
    private boolean watch;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in HOCON.")
    private @Nullable Path config;

    @Mixin
    private SocketOption socket;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if (!input.isGiven()) {
            throw new ParameterException(command, "Missing required option: '--filename=PATH'");
        }
        if (input.readsStdin()) {
            throw new ParameterException(command, "up reads files and folders, which it can read again: no -");
        }
        var err = command.getErr();
        try {
            if (config != null) {
                Source.named(config.toString()).open(System.in).close();
            }
            var place = socket.place();
            return new Up(input.paths(), input.isLenient(), watch, place).run(configuration(), err);
        } catch (IOException e) {
            err.println(config + ": " + Source.reason(e));
            return 1;
        } finally {
            err.flush();
        }
    }

    private Config configuration() {
        var defaults = ConfigFactory.load();
        if (config == null) {
            return defaults;
        }
        var options = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.parseFile(config.toFile(), options)
                .withFallback(defaults)
                .resolve();
    }
}
