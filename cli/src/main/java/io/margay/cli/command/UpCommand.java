package io.margay.cli.command;

import io.margay.cli.input.InputOptions;
import io.margay.cli.local.SocketPlace;
import io.margay.cli.server.Up;
import io.margay.wire.stream.HostPort;
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
            "Starts an engine that takes its resources from files, and serves until it is told to end. With"
                    + " margay.engine.seeds in its --config it is a member of one, see docs/cluster.md.",
            "",
            "With --watch it follows the files. A resource that is wrong keeps the version that was accepted before,"
                    + " and is reported once; so does a file that cannot be read. What is gone from the files goes.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it was told to end, 1 it could not start or failed, 2 wrong usage.",
            "",
            "Examples:",
            "  margay up -f cluster/ --watch",
            "  margay get policies",
            "  margay up -f cluster/ --watch --listen 0.0.0.0:7443 --certs trial/engine",
            "  margay agent --node node-1"
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Option(names = "--watch", description = "Goes on looking at the files, and takes on what changes.")
    private boolean watch;

    @Mixin
    private ConfigOption config;

    @Mixin
    private SocketOption socket;

    @Option(
            names = "--hosts",
            paramLabel = "PATH",
            description = "Where agents of this machine connect. Default: engine-hosts.sock beside engine.sock.")
    private @Nullable Path hosts;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where agents of any machine connect, by gRPC over TLS; with --certs.")
    private @Nullable String listen;

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description = "The folder with ca.crt, tls.crt and tls.key of this engine (margay certs makes them for a"
                    + " trial). They are read again when they change.")
    private @Nullable Path certificates;

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
            return new Up(input.paths(), input.isLenient(), watch, places()).run(config.read(), err);
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            err.flush();
        }
    }

    private Up.Places places() {
        var place = socket.place();
        return new Up.Places(place, hosts == null ? SocketPlace.ofHosts(place) : hosts, listening());
    }

    private Up.@Nullable Listening listening() {
        var command = spec.commandLine();
        if (listen == null && certificates == null) {
            return null;
        }
        if (listen == null || certificates == null) {
            throw new ParameterException(command, "--listen and --certs go together");
        }
        var address = HostPort.parse(listen)
                .orElseThrow(
                        () -> new ParameterException(command, "--listen must be HOST:PORT, is \"" + listen + "\""));
        return new Up.Listening(address, certificates);
    }
}
