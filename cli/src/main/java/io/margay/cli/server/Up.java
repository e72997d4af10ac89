package io.margay.cli.server;

import com.typesafe.config.Config;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.store.StoreConfig;
import io.margay.cli.api.ApiConfig;
import io.margay.cli.api.ApiServer;
import io.margay.cli.local.Termination;
import io.margay.cli.metrics.MetricsConfig;
import io.margay.cli.metrics.MetricsListener;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server's life, from the first look at its files or its store to the end of its process.
///
/// @param paths the files that say what exists; none: its store does
public record Up(List<String> paths, Options options, Places places) {
    /// How it works with them.
    ///
    /// @param lenient whether to start in spite of wrong resources
    /// @param watch whether to go on looking
    /// @param state the folder of its store, or of its files' record; null: the usual one, and no record
    public record Options(
            boolean lenient, boolean watch, @Nullable Path state) {}

    /// Where it is reached.
    ///
    /// @param socket by people who ask
    /// @param hosts by the agents of this machine
    /// @param listening by agents of any; null: by none
    /// @param api by clients of the HTTP API; null: by none
    public record Places(Path socket, Path hosts, @Nullable Listening listening, ApiServer.@Nullable Place api) {}

    /// By gRPC over TLS.
    ///
    /// @param certificates the folder of its own, see [io.margay.cluster.tls.TlsFolder]
    public record Listening(HostPort at, Path certificates) {}

    public Up {
        paths = List.copyOf(paths);
    }

    /// Serves until the process is told to end, or this thread is interrupted. The exit code: 0 then, 1 where it
    /// could not start or the engine failed.
    ///
    /// Errors: an IOException in words for a person, where the API cannot be where it is to be.
    public int run(Config config, PrintWriter err) throws IOException {
        var missing =
                paths.stream().filter(path -> !Files.exists(Path.of(path))).toList();
        missing.forEach(path -> err.println(path + ": no such file"));
        if (!missing.isEmpty()) {
            return 1;
        }
        var settings = Settings.read(config);
        if (!settings.engine.isAlone() && isWithoutTls(settings.engine)) {
            err.println("warning: members talk without TLS: set margay.engine.certificates, or --listen with --certs");
        }
        if (places.api != null) {
            ApiServer.check(places.api);
        }
        return paths.isEmpty() ? runOnStore(settings, err) : runOnFiles(settings, err);
    }

    /// All that is configured of a server, read before anything begins.
    private record Settings(
            EngineConfig engine, ServerConfig server, StoreConfig store, ApiConfig api, MetricsConfig metrics) {
        static Settings read(Config config) {
            return new Settings(
                    EngineConfig.read(config),
                    ServerConfig.read(config),
                    StoreConfig.read(config),
                    ApiConfig.read(config),
                    MetricsConfig.read(config));
        }
    }

    private int runOnFiles(Settings settings, PrintWriter err) {
        var isRecorded = options.state != null || settings.store.database().isGiven();
        if (isRecorded && isApart(settings)) {
            err.println("several members share one record: set margay.store.url to a PostgreSQL, the same for each,"
                    + " and no --state");
            return 1;
        }
        var documents = isRecorded ? new Documents() : null;
        var files = new FileFollower(paths, documents);
        var first = files.start();
        first.news().forEach(err::println);
        if (first.wrong() && !options.lenient) {
            err.println("not started: the above is wrong; --lenient starts all the same");
            return 1;
        }
        try (var _ = Termination.ofThisThread();
                var server = Server.start(truth(files, documents, settings.store), err, places, settings.engine)) {
            server.take(files, first);
            var interval = settings.server.lookInterval();
            return serve(server, err, settings, options.watch ? () -> server.follow(files, interval) : server::await);
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private int runOnStore(Settings settings, PrintWriter err) {
        var storeConfig = settings.store;
        if (isApart(settings)) {
            err.println("several members share one store: set margay.store.url to a PostgreSQL, the same for each;"
                    + " or give each the same files with -f");
            return 1;
        }
        try (var _ = Termination.ofThisThread();
                var server = Server.start(place(storeConfig), err, places, settings.engine)) {
            return serve(server, err, settings, server::await);
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private Truth truth(FileFollower files, @Nullable Documents documents, StoreConfig store) throws IOException {
        return new Truth.Files(files, documents == null ? null : new Truth.Recorded(place(store), documents, memory()));
    }

    /// Whether each of several members would have a store of its own.
    private static boolean isApart(Settings settings) {
        return !settings.engine.isAlone() && !settings.store.database().isGiven();
    }

    private Path memory() {
        return places.socket().resolveSibling(places.socket().getFileName() + ".gap");
    }

    private Truth.Store place(StoreConfig store) throws IOException {
        return StorePlace.of(store, options.state == null ? StorePlace.usual() : options.state);
    }

    private boolean isWithoutTls(EngineConfig config) {
        return config.cluster().certificates().isEmpty() && places.listening() == null;
    }

    private interface Life {
        void pass() throws InterruptedException;
    }

    private int serve(Server server, PrintWriter err, Settings settings, Life life) throws IOException {
        var metrics = server.metrics(settings.metrics);
        var plain = settings.metrics.listen();
        try (var api = places.api == null ? null : server.open(places.api, settings.api, metrics);
                var listener = plain.isEmpty() ? null : MetricsListener.open(plain.get(), metrics)) {
            say(server, err, api);
            say(err, listener);
            return live(err, life);
        }
    }

    private void say(Server server, PrintWriter err, @Nullable ApiServer api) {
        err.println("serving at " + places.socket() + "; " + server.summary() + (options.watch ? ", followed" : ""));
        err.println("agents of this machine: margay agent --node NAME --engine " + places.hosts());
        var at = server.listeningAt();
        if (at != null) {
            err.println("agents of any machine: margay agent --node NAME --certs DIR --engine " + at);
        }
        if (api != null) {
            err.println("the API: " + api.url());
        }
        err.flush();
    }

    private static void say(PrintWriter err, @Nullable MetricsListener listener) {
        if (listener != null) {
            err.println("metrics, for anybody: " + listener.url());
            err.flush();
        }
    }

    private static int live(PrintWriter err, Life life) {
        try {
            life.pass();
            err.println("the engine ended by itself");
            return 1;
        } catch (InterruptedException e) {
            err.println("stopping");
            return 0;
        }
    }
}
