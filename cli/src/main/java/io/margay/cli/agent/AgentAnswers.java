package io.margay.cli.agent;

import io.margay.cli.local.Answer;
import io.margay.cli.local.Answering;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of a running agent. What changes something is done one at a time.
final class AgentAnswers implements Answering {
    private final AgentSetup setup;
    private final LocalAgent agent;
    private final StatusItem status;
    private final ReleaseBook book;
    private final Consumer<String> log;
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile boolean isUninstalling;
    private volatile boolean isDone;
    private volatile boolean isUninstalled;

    // breaks Parameters: what a person may ask about
    AgentAnswers(AgentSetup setup, LocalAgent agent, Standing standing, ReleaseBook book, Consumer<String> log) {
        this.setup = setup;
        this.agent = agent;
        this.status = new StatusItem(setup, standing, agent.backends());
        this.book = book;
        this.log = log;
    }

    @Override
    public String answer(String line, String user) {
        try {
            return AgentQuestion.parse(line)
                    .map(question -> answer(question, user))
                    .orElseGet(() -> Answer.refused("that is no question"));
        } catch (LocalAgent.Unanswered e) {
            return Answer.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void said() {
        if (isDone) {
            said.countDown();
        }
    }

    /// Whether it was asked to go.
    boolean isUninstalling() {
        return isUninstalling;
    }

    /// Waits until it was said what came of that; whether nothing is left.
    boolean awaitUninstalled() throws InterruptedException {
        said.await();
        return isUninstalled;
    }

    private String answer(AgentQuestion question, String user) {
        return switch (question) {
            case AgentQuestion.Status() -> Answer.items(List.of(status.of(agent.held(), entries())));
            case AgentQuestion.Show(var endpoint) -> show(endpoint);
            case AgentQuestion.Release asked -> releaseOrUndo(asked, user);
            case AgentQuestion.Uninstall() -> uninstall(user);
        };
    }

    private synchronized List<ReleaseFile.Entry> entries() {
        return book.entries();
    }

    private String show(String endpoint) {
        var held = agent.held();
        var items = new EndpointItems(held, agent, entries());
        if (endpoint.isEmpty()) {
            return Answer.items(items.all());
        }
        return EndpointName.find(endpoint, held.endpoints().keySet())
                .<String>map(key -> Answer.items(List.of(items.one(key))), Answer::refused);
    }

    private synchronized String releaseOrUndo(AgentQuestion.Release asked, String user) {
        var by = asked.as().isEmpty() || asked.as().equals(user) ? user : user + " (" + asked.as() + ")";
        if (asked.endpoint().isEmpty()) {
            return asked.undo() ? undo(null, by) : release(null, by);
        }
        var known = asked.undo()
                ? book.entries().stream().flatMap(entry -> Stream.ofNullable(entry.endpoint()))
                : agent.held().endpoints().keySet().stream();
        return EndpointName.find(asked.endpoint(), known.toList())
                .map(
                        key -> asked.undo() ? undo(key, by) : release(key, by),
                        why -> Answer.refused(asked.undo() ? asked.endpoint() + " is not released" : why));
    }

    /// The kernel first: what an agent that ends in between leaves is closed by the next one.
    private String release(@Nullable ResourceKey endpoint, String by) {
        if (book.has(endpoint)) {
            return Answer.refused(what(endpoint) + " is released already");
        }
        var entry = new ReleaseFile.Entry(endpoint, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS), by);
        book.add(entry);
        try {
            if (agent.release(book.releases()) instanceof Writer.Failed(var why)) {
                book.remove(endpoint);
                var _ = agent.release(book.releases());
                return Answer.refused(what(endpoint) + " is not released: " + why);
            }
        } catch (LocalAgent.Unanswered e) {
            var _ = book.keep();
            return Answer.refused(what(endpoint) + " is released once the kernel answers; " + e.getMessage());
        }
        log.accept(entry.since() + " released " + entry.what() + ", as " + by + " asked");
        return Answer.items(List.of(StatusItem.released(entry, book.keep().orElse(""))));
    }

    /// The disk first, for the same reason.
    private String undo(@Nullable ResourceKey endpoint, String by) {
        var entry = book.entry(endpoint);
        if (entry.isEmpty()) {
            return Answer.refused(what(endpoint) + " is not released");
        }
        book.remove(endpoint);
        var note = book.keep().orElse("");
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        log.accept(now + " puts rules back for " + entry.get().what() + ", as " + by + " asked");
        return switch (agent.release(book.releases())) {
            case Writer.Done _ -> Answer.items(List.of(StatusItem.undone(entry.get(), note)));
            case Writer.Failed(var why) ->
                Answer.refused("the rules of " + what(endpoint) + " are not back yet, which is tried again: " + why);
        };
    }

    private synchronized String uninstall(String user) {
        log.accept(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " uninstalls, as " + user + " asked");
        isUninstalling = true;
        agent.close();
        var left = Uninstall.remove(setup);
        isUninstalled = left.isEmpty();
        isDone = true;
        left.forEach(log);
        return isUninstalled
                ? Answer.items(List.of(StatusItem.uninstalled(setup)))
                : Answer.refused("the agent has ended, and this is left: " + String.join("; ", left));
    }

    private static String what(@Nullable ResourceKey endpoint) {
        return endpoint == null ? "this host" : endpoint.ref();
    }
}
