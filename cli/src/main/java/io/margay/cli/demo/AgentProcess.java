package io.margay.cli.demo;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.local.Launcher;
import io.margay.cli.local.LineClient;
import io.margay.cli.probe.JsonText;
import io.margay.dataplane.kernel.ChildProcess;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `margay agent` for one node, as a process. It ends with this one, whatever ends that: its standard input does.
final class AgentProcess implements AutoCloseable {
    /// Where an agent's files are, in one folder.
    private record Place(Path folder, String node) {
        Path socket() {
            return folder.resolve(node + ".sock");
        }

        Path log() {
            return folder.resolve(node + ".log");
        }

        /// What is configured for it: where it keeps its state.
        Path config() throws IOException {
            return Files.writeString(
                    folder.resolve("agent.conf"),
                    "margay.dataplane.state-folder = \"" + folder.resolve("state") + "\"\n");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS = 10;

    private final Place place;
    private final Process process;

    private AgentProcess(Place place, Process process) {
        this.place = place;
        this.process = process;
    }

    /// Starts one.
    ///
    /// @param engine where it finds its engine
    /// @param folder for its files, which the next one of this node goes on with
    static AgentProcess start(String node, String netns, Path engine, Path folder) throws IOException {
        var place = new Place(folder, node);
        var line = new ArrayList<>(Launcher.program());
        line.addAll(List.of("agent", "--node", node, "--netns", netns, "--until-stdin-ends"));
        line.addAll(List.of(
                "--engine", engine.toString(), "--socket", place.socket().toString()));
        line.addAll(List.of("--config", place.config().toString()));
        return new AgentProcess(place, ChildProcess.start(line, place.log()));
    }

    /// Waits until it is connected, and enforces all that it was told.
    ///
    /// Errors: [AgentFailure] where it ends, or takes too long.
    void awaitEnforced() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!enforces()) {
            if (hasEnded(POLL_MILLIS)) {
                throw failure("its agent ended with " + process.exitValue());
            }
            if (System.nanoTime() > until) {
                throw failure("nothing is enforced after " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /// Ends it in the way that cannot be caught, and waits for its end.
    void kill() {
        process.destroyForcibly();
        if (!hasEnded(TimeUnit.SECONDS.toMillis(END_SECONDS))) {
            throw failure("its agent, process " + pid() + ", was killed and does not end");
        }
    }

    /// Its number.
    long pid() {
        return process.pid();
    }

    /// What `margay agent` would show.
    ///
    /// Errors: [AgentFailure] where it does not answer.
    Value.Mapping ask(AgentQuestion question) {
        return switch (LineClient.ask(place.socket(), question.print(), ANSWER_PATIENCE)) {
            case LineClient.Items(var items) -> items.getFirst();
            case LineClient.Refused(var why) -> throw failure(why);
            case LineClient.Unreachable(var why) -> throw failure("its agent does not answer: " + why);
        };
    }

    /// Ends it, first as one asks for it.
    @Override
    public void close() {
        process.destroy();
        if (!hasEnded(TimeUnit.SECONDS.toMillis(END_SECONDS))) {
            kill();
        }
    }

    private boolean enforces() {
        return LineClient.ask(place.socket(), new AgentQuestion.Status().print(), ANSWER_PATIENCE)
                        instanceof LineClient.Items(var items)
                && enforces(items.getFirst());
    }

    private static boolean enforces(Value.Mapping status) {
        var fields = status.fields();
        return fields.get("engine") instanceof Value.Mapping engine
                && text(engine, "connected").equals("true")
                && fields.get("failure") instanceof Value.Null
                && fields.get("closed") instanceof Value.Sequence(var _, var closed)
                && closed.isEmpty()
                && !text(status, "revision").equals("0")
                && text(status, "revision").equals(text(status, "told"));
    }

    private static String text(Value.Mapping object, String field) {
        var value = object.fields().get(field);
        return value == null ? "" : JsonText.plain(value);
    }

    private boolean hasEnded(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AgentFailure(place.node + ": interrupted");
        }
    }

    private AgentFailure failure(String why) {
        return new AgentFailure(place.node + ": " + why + lastWords());
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(place.log());
            return lines.isEmpty() ? "" : ": " + lines.getLast();
        } catch (IOException e) {
            return ", and its log cannot be read: " + e.getMessage();
        }
    }
}
