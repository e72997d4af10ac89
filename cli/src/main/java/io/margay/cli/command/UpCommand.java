package io.margay.cli.command;

import io.margay.cli.api.ApiServer;
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
            "Starts an engine, and serves until it is told to end. With margay.engine.seeds, or discovery, in its"
                    + " --config it is a member of one, see docs/cluster.md.",
            "",
            "With -f what exists is what files say. Without, it is what was applied: kept in a file of this machine, or"
                    + " in the PostgreSQL that margay.store in its --config names, see docs/store.md.",
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
            "  margay up --state /var/lib/margay/engine",
            "  margay up --api 127.0.0.1:8443 --certs trial/engine --tokens trial/tokens",
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

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The folder where what is applied is kept. Default: /var/lib/margay/engine, or"
                    + " ~/.local/state/margay/engine for who may not write there. With -f, what the files said is"
                    + " recorded there, and nothing by default.")
    private @Nullable Path state;

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

    @Option(
            names = "--api",
            paramLabel = "HOST:PORT",
            description =
                    "Where clients of the HTTP API connect (margay apply, get, status, ...), by HTTPS with --certs;"
                            + " without, by HTTP, on this machine alone, and with --tokens.")
    private @Nullable String api;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "The tokens that clients may show: NAME read|write SHA256 a line (margay certs --user makes"
                    + " some for a trial). It is read again when it changes. Certificates of users are good, too.")
    private @Nullable Path tokens;

    @Mixin
    private StandardInputOption standardInput;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if (watch && !input.isGiven()) {
            throw new ParameterException(command, "--watch follows the files of -f");
        }
        if (input.readsStdin()) {
            throw new ParameterException(command, "up reads files and folders, which it can read again: no -");
        }
        var err = command.getErr();
        try {
            var options = new Up.Options(input.isLenient(), watch, state);
            standardInput.heed();
            return new Up(input.paths(), options, places()).run(config.read(), err);
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            err.flush();
        }
    }

    private Up.Places places() {
        var command = spec.commandLine();
        if (certificates != null && listen == null && api == null) {
            throw new ParameterException(command, "--certs wants --listen or --api");
        }
        var place = socket.place();
        return new Up.Places(place, hosts == null ? SocketPlace.ofHosts(place) : hosts, listening(), api());
    }

    private Up.@Nullable Listening listening() {
        if (listen == null) {
            return null;
        }
        if (certificates == null) {
            throw new ParameterException(spec.commandLine(), "--listen wants --certs");
        }
        return new Up.Listening(address("--listen", listen), certificates);
    }

    private ApiServer.@Nullable Place api() {
        if (api == null) {
            return null;
        }
        if (certificates == null && tokens == null) {
            throw new ParameterException(spec.commandLine(), "--api wants --certs or --tokens, or both");
        }
        return new ApiServer.Place(address("--api", api), certificates, tokens);
    }

    private HostPort address(String option, String text) {
        return HostPort.parse(text)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), option + " must be HOST:PORT, is \"" + text + "\""));
    }
}
