package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.cli.api.ApiConfig;
import io.margay.cli.api.ApiCounts;
import io.margay.cli.api.ApiServer;
import io.margay.cli.local.Answer;
import io.margay.cli.local.LineServer;
import io.margay.cli.local.LocalSocket;
import io.margay.cli.metrics.Exposition;
import io.margay.cli.metrics.MetricsConfig;
import io.margay.cli.metrics.MetricsSource;
import io.margay.cluster.tls.TlsFolder;
import io.margay.model.resource.Resource;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One engine shard that takes its resources from files or from a store, and answers over a socket.
public final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Outside outside;
    private final HostRoll roll;
    private final Sockets sockets;
    private final Engine engine;
    private final EngineStatus status;
    private final TimedStore store;
    private final @Nullable FileRecord record;
    private final ApiCounts api = new ApiCounts();
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written by the thread that follows the files, read by those that answer.
    private volatile List<Resource> inForce = List.of();

    /// What it follows, and who hears of it.
    private record Outside(Truth truth, PrintWriter err) {}

    private Server(Outside outside, HostRoll roll, Sockets sockets, Engine engine) {
        this.outside = outside;
        this.roll = roll;
        this.sockets = sockets;
        this.engine = engine;
        this.status = EngineStatus.of(engine, roll);
        this.record = record();
        this.store = new TimedStore(store());
    }

    private @Nullable FileRecord record() {
        return outside.truth instanceof Truth.Files(var _, var record) && record != null
                ? FileRecord.open(
                        record.documents(),
                        new FileRecord.Place(
                                engine.store(),
                                () -> engine.counts().store.state().isHere(),
                                record.memory()),
                        line -> say(outside.err, line))
                : null;
    }

    private ResourceStore store() {
        return switch (outside.truth) {
            case Truth.Files _ -> record == null ? new NoStore() : record.store();
            case Truth.Store _ -> engine.store();
        };
    }

    /// Where it is asked, and where hosts' streams end.
    private record Sockets(
            LocalSocket questions,
            HostSocket hosts,
            @Nullable GrpcHosts listening) implements AutoCloseable {
        static Sockets open(Up.Places places, HostRoll roll, Consumer<String> words) throws IOException {
            var questions = LocalSocket.open(places.socket(), "margay up");
            try {
                return open(questions, places, roll, words);
            } catch (IOException e) {
                questions.close();
                throw e;
            }
        }

        private static Sockets open(LocalSocket questions, Up.Places places, HostRoll roll, Consumer<String> words)
                throws IOException {
            var hosts = HostSocket.open(places.hosts(), roll);
            var listening = places.listening();
            try {
                return new Sockets(
                        questions,
                        hosts,
                        listening == null
                                ? null
                                : GrpcHosts.open(
                                        listening.at(), TlsFolder.open(listening.certificates(), words), roll));
            } catch (IOException e) {
                hosts.close();
                throw e;
            }
        }

        /// With what was not configured: where hosts reach it, and what members show to each other.
        private EngineConfig completed(EngineConfig config, Up.Places places) {
            var at = listening;
            var from = places.listening();
            if (at == null || from == null) {
                return config;
            }
            var cluster = config.cluster();
            return config.in(cluster.reached(
                    cluster.home().isEmpty() ? at.at().toString() : cluster.home(),
                    cluster.certificates().isEmpty() && !config.isAlone()
                            ? from.certificates().toString()
                            : cluster.certificates()));
        }

        private void serve(HostStreams engine) {
            hosts.serve(engine);
            if (listening != null) {
                listening.serve(engine);
            }
        }

        @Override
        public void close() throws IOException {
            if (listening != null) {
                listening.close();
            }
            hosts.close();
            questions.close();
        }
    }

    /// Starts an engine that is a cluster of its own.
    ///
    /// Errors: an IOException in words for a person, where it cannot have its sockets; no engine is started then.
    static Server start(Truth truth, PrintWriter err, Up.Places places, EngineConfig config) throws IOException {
        var roll = new HostRoll(InstantSource.system());
        var opened = Sockets.open(places, roll, line -> say(err, line));
        var engine = engine(opened, truth, opened.completed(config, places));
        var server = new Server(new Outside(truth, err), roll, opened, engine);
        server.engine.ended().whenComplete((_, _) -> server.ended.countDown());
        LineServer.serve(opened.questions, "engine-socket", (line, _) -> server.answer(line));
        opened.serve(server.engine::attachEncoded);
        MemberHeap.keepSmall();
        return server;
    }

    private static Engine engine(Sockets opened, Truth truth, EngineConfig config) throws IOException {
        try {
            var certificates = config.cluster().certificates();
            if (!certificates.isEmpty()) {
                TlsFolder.open(Path.of(certificates), _ -> {}); // said here, in words, before Akka reads it
            }
            // The time is above the epoch of any engine before this one, as long as no clock is set back.
            return begin(truth, config, System.currentTimeMillis());
        } catch (UncheckedIOException e) {
            opened.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static Engine begin(Truth truth, EngineConfig config, long epoch) {
        var counts = new EngineCounts(System::nanoTime);
        var kept = truth.kept();
        if (kept == null) {
            return Engine.start(config, counts, epoch);
        }
        var keeping = new Engine.Keeping(kept.config(), InstantSource.system(), truth instanceof Truth.Store);
        return Engine.start(config, keeping, counts, epoch);
    }

    /// What files said is now so.
    ///
    /// @param files all that they say
    void take(FileFollower files, Acceptance.Outcome outcome) {
        if (!outcome.upserted().isEmpty() || !outcome.deleted().isEmpty()) {
            inForce = files.resources();
            engine.feed(outcome.upserted(), outcome.deleted());
        }
        if (record != null) {
            record.take(outcome);
        }
    }

    /// Looks at the files every so often, until the engine ends or this thread is interrupted.
    void follow(FileFollower files, Duration lookInterval) throws InterruptedException {
        while (!ended.await(lookInterval.toNanos(), TimeUnit.NANOSECONDS)) {
            var outcome = files.look();
            if (Thread.interrupted()) {
                throw new InterruptedException("while it looked, so it may not have seen all");
            }
            outcome.news().forEach(outside.err::println);
            take(files, outcome);
            if (!outcome.upserted().isEmpty() || !outcome.deleted().isEmpty()) {
                outside.err.println("taken on: " + outcome.upserted().size() + " new or changed, "
                        + outcome.deleted().size() + " gone; " + summary());
            }
            outside.err.flush();
        }
    }

    /// Opens the HTTP API to this engine.
    ///
    /// Errors: an IOException in words for a person.
    ApiServer open(ApiServer.Place place, ApiConfig config, MetricsSource metrics) throws IOException {
        var from = new ApiServer.Sources(store, status, metrics, api);
        return ApiServer.open(place, config, from, line -> say(outside.err, line));
    }

    /// What Prometheus reads of it.
    MetricsSource metrics(MetricsConfig config) {
        var from = new MemberMetrics.From(engine, status.members(), roll, store, api);
        return new Exposition(new MemberMetrics(from, config, outside.truth instanceof Truth.Store)::all);
    }

    /// Waits until the engine ends or this thread is interrupted.
    void await() throws InterruptedException {
        ended.await();
    }

    /// Where agents of any machine connect; null: nowhere.
    @Nullable
    HostPort listeningAt() {
        var listening = sockets.listening();
        return listening == null ? null : listening.at();
    }

    /// `24 resources of 13 files in force`, or what there is of a store.
    String summary() {
        return switch (outside.truth) {
            case Truth.Files(var files, var _) ->
                counted(inForce.size(), "resource") + " of " + counted(files.count(), "file") + " in force"
                        + recorded();
            case Truth.Store(var _, var place) -> summary(place);
        };
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String recorded() {
        var kept = outside.truth.kept();
        return kept == null ? "" : ", recorded in " + kept.place();
    }

    /// It serves what hosts hold meanwhile, so that its store is down keeps nobody from starting it.
    private String summary(String place) {
        try {
            var all = engine.store().list().toCompletableFuture().join();
            return counted(all.resources().size(), "resource") + " in force, revision " + all.revision() + ", kept in "
                    + place;
        } catch (CompletionException e) {
            return "warning: " + reason(e) + "; it is tried again until it can, and hosts keep what they have";
        }
    }

    private static String reason(CompletionException failure) {
        var cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private List<Resource> resources() {
        return switch (outside.truth) {
            case Truth.Files _ -> inForce;
            case Truth.Store _ ->
                engine.store().list().toCompletableFuture().join().resources().stream()
                        .map(Stored::resource)
                        .toList();
        };
    }

    @Override
    public void close() throws IOException {
        sockets.close();
        if (record != null) {
            record.close();
        }
        engine.stop().toCompletableFuture().join();
    }

    private static synchronized void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private String answer(String line) {
        var ofStatus = StatusQuestion.parse(line);
        return ofStatus.isPresent() ? answer(ofStatus.get()) : answerOther(line);
    }

    private String answer(StatusQuestion question) {
        try {
            return Answer.items(
                    List.of(status.answer(question).toCompletableFuture().join()));
        } catch (CompletionException e) {
            return Answer.refused("the engine is not up yet, or has ended");
        }
    }

    private String answerOther(String line) {
        return Question.parse(line).map(this::answer).orElseGet(() -> Answer.refused("that is no question"));
    }

    private String answer(Question question) {
        try {
            var resources = resources(); // first: where the store was never read, nothing comes to rest
            var nodes = engine.settled(PATIENCE).toCompletableFuture().join();
            return Answer.items(new Items(nodes, resources, roll).of(question));
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreUnavailable) {
                return Answer.refused(reason(e));
            }
            return Answer.refused(
                    "the engine did not come to rest within " + PATIENCE.toSeconds() + " s, or has ended");
        }
    }
}
