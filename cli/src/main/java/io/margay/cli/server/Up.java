package io.margay.cli.server;

import com.typesafe.config.Config;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.local.Termination;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server's life, from the first look at its files to the end of its process.
///
/// @param lenient whether to start in spite of wrong resources
/// @param watch whether to go on looking
public record Up(List<String> paths, boolean lenient, boolean watch, Places places) {
    /// Where it is reached.
    ///
    /// @param socket by people who ask
    /// @param hosts by the agents of this machine
    /// @param listening by agents of any; null: by none
    public record Places(Path socket, Path hosts, @Nullable Listening listening) {}

    /// By gRPC over TLS.
    ///
    /// @param certificates the folder of its own, see [io.margay.cluster.tls.TlsFolder]
    public record Listening(HostPort at, Path certificates) {}

    public Up {
        paths = List.copyOf(paths);
    }

    /// Serves until the process is told to end, or this thread is interrupted. The exit code: 0 then, 1 where it
    /// could not start or the engine failed.
    public int run(Config config, PrintWriter err) {
        var missing =
                paths.stream().filter(path -> !Files.exists(Path.of(path))).toList();
        missing.forEach(path -> err.println(path + ": no such file"));
        if (!missing.isEmpty()) {
            return 1;
        }
        var engineConfig = EngineConfig.read(config);
        var serverConfig = ServerConfig.read(config);
        if (!engineConfig.isAlone() && isWithoutTls(engineConfig)) {
            err.println("warning: members talk without TLS: set margay.engine.certificates, or --listen with --certs");
        }
        var files = new FileFollower(paths);
        var first = files.start();
        first.news().forEach(err::println);
        if (first.wrong() && !lenient) {
            err.println("not started: the above is wrong; --lenient starts all the same");
            return 1;
        }
        try (var _ = Termination.ofThisThread();
                var server = Server.start(files, err, places, engineConfig)) {
            server.take(first);
            return serve(server, serverConfig, err);
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private boolean isWithoutTls(EngineConfig config) {
        return config.cluster().certificates().isEmpty() && places.listening() == null;
    }

    private int serve(Server server, ServerConfig config, PrintWriter err) {
        err.println("serving at " + places.socket() + "; " + server.summary() + (watch ? ", followed" : ""));
        err.println("agents of this machine: margay agent --node NAME --engine " + places.hosts());
        var at = server.listeningAt();
        if (at != null) {
            err.println("agents of any machine: margay agent --node NAME --certs DIR --engine " + at);
        }
        err.flush();
        try {
            if (watch) {
                server.follow(config.lookInterval());
            } else {
                server.await();
            }
            err.println("the engine ended by itself");
            return 1;
        } catch (InterruptedException e) {
            err.println("stopping");
            return 0;
        }
    }
}
