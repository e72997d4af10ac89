package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One engine shard that takes its resources from files, and answers over a socket.
public final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FileFollower files;
    private final PrintWriter err;
    private final EngineSocket socket;
    private final Engine engine;
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written by the thread that follows the files, read by those that answer.
    private volatile List<Resource> inForce = List.of();

    private Server(FileFollower files, PrintWriter err, EngineSocket socket, Engine engine) {
        this.files = files;
        this.err = err;
        this.socket = socket;
        this.engine = engine;
    }

    /// Starts an engine that is a cluster of its own.
    ///
    /// Errors: an IOException in words for a person, where it cannot have the socket; no engine is started then.
    static Server start(FileFollower files, PrintWriter err, Path socket, EngineConfig config) throws IOException {
        var opened = EngineSocket.open(socket);
        // The time is above the epoch of any engine before this one, as long as no clock is set back.
        var server = new Server(files, err, opened, Engine.start(config, System.currentTimeMillis()));
        server.engine.ended().whenComplete((_, _) -> server.ended.countDown());
        opened.serve(server::answer);
        return server;
    }

    /// What files said is now so.
    void take(Acceptance.Outcome outcome) {
        if (!outcome.upserted().isEmpty() || !outcome.deleted().isEmpty()) {
            inForce = files.resources();
            engine.feed(outcome.upserted(), outcome.deleted());
        }
    }

    /// Looks at the files every so often, until the engine ends or this thread is interrupted.
    void follow(Duration lookInterval) throws InterruptedException {
        while (!ended.await(lookInterval.toNanos(), TimeUnit.NANOSECONDS)) {
            var outcome = files.look();
            if (Thread.interrupted()) {
                throw new InterruptedException("while it looked, so it may not have seen all");
            }
            outcome.news().forEach(err::println);
            take(outcome);
            if (!outcome.upserted().isEmpty() || !outcome.deleted().isEmpty()) {
                err.println("taken on: " + outcome.upserted().size() + " new or changed, "
                        + outcome.deleted().size() + " gone; " + summary());
            }
            err.flush();
        }
    }

    /// Waits until the engine ends or this thread is interrupted.
    void await() throws InterruptedException {
        ended.await();
    }

    /// `24 resources of 13 files in force`.
    String summary() {
        return inForce.size() + " resources of " + files.count() + " files in force";
    }

    @Override
    public void close() throws IOException {
        socket.close();
        engine.stop().toCompletableFuture().join();
    }

    private String answer(String line) {
        var answer = Question.parse(line)
                .map(this::answer)
                .orElseGet(() ->
                        new JsonObject().text("error", "that is no question").done());
        return JsonText.print(answer);
    }

    private Value.Mapping answer(Question question) {
        try {
            var nodes = engine.settled(PATIENCE).toCompletableFuture().join();
            var items = new Items(nodes, inForce).of(question);
            return new JsonObject().value("items", new Value.Sequence(0, items)).done();
        } catch (CompletionException e) {
            var what = "the engine did not come to rest within " + PATIENCE.toSeconds() + " s, or has ended";
            return new JsonObject().text("error", what).done();
        }
    }
}
