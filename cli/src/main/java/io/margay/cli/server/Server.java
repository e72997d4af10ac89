package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.local.Answer;
import io.margay.cli.local.LineServer;
import io.margay.cli.local.LocalSocket;
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
    private final Sockets sockets;
    private final Engine engine;
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written by the thread that follows the files, read by those that answer.
    private volatile List<Resource> inForce = List.of();

    private Server(FileFollower files, PrintWriter err, Sockets sockets, Engine engine) {
        this.files = files;
        this.err = err;
        this.sockets = sockets;
        this.engine = engine;
    }

    /// Where it is asked, and where hosts' streams end.
    private record Sockets(LocalSocket questions, HostSocket hosts) implements AutoCloseable {
        static Sockets open(Path questions, Path hosts) throws IOException {
            var opened = LocalSocket.open(questions, "margay up");
            try {
                return new Sockets(opened, HostSocket.open(hosts));
            } catch (IOException e) {
                opened.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            hosts.close();
            questions.close();
        }
    }

    /// Starts an engine that is a cluster of its own.
    ///
    /// Errors: an IOException in words for a person, where it cannot have its sockets; no engine is started then.
    static Server start(FileFollower files, PrintWriter err, Up.Places places, EngineConfig config) throws IOException {
        var opened = Sockets.open(places.socket(), places.hosts());
        // The time is above the epoch of any engine before this one, as long as no clock is set back.
        var server = new Server(files, err, opened, Engine.start(config, System.currentTimeMillis()));
        server.engine.ended().whenComplete((_, _) -> server.ended.countDown());
        LineServer.serve(opened.questions, "engine-socket", (line, _) -> server.answer(line));
        opened.hosts.serve(server.engine);
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
        sockets.close();
        engine.stop().toCompletableFuture().join();
    }

    private String answer(String line) {
        return Question.parse(line).map(this::answer).orElseGet(() -> Answer.refused("that is no question"));
    }

    private String answer(Question question) {
        try {
            var nodes = engine.settled(PATIENCE).toCompletableFuture().join();
            return Answer.items(new Items(nodes, inForce).of(question));
        } catch (CompletionException e) {
            return Answer.refused(
                    "the engine did not come to rest within " + PATIENCE.toSeconds() + " s, or has ended");
        }
    }
}
