package io.margay.cli.demo;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.agent.Report;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.Preview;
import io.margay.dataplane.lab.LabFailure;
import io.margay.dataplane.lab.Seen;
import io.margay.engine.verdict.Evaluator;
import io.margay.model.resource.Resource;
import io.margay.model.update.Update;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One demo: from resources to packets, or to what would be programmed.
///
/// @param out the table
/// @param err words on the way
public record Demo(List<Resource> resources, Scene scene, PrintWriter out, PrintWriter err) {
    /// How long a packet may take on a machine with other things to do; what is not answered then, is asked once more.
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private static final Duration MORE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    public Demo {
        resources = List.copyOf(resources);
    }

    /// Runs it; whether every pair did as expected, or no packets could be sent.
    ///
    /// @param install whether programs that are missing may be installed
    public boolean run(boolean install) {
        var obstacle = Readiness.obstacle(install, err);
        if (obstacle.isPresent()) {
            rehearse(obstacle.get());
            return true;
        }
        try (var stage = Stage.build(scene)) {
            say(scene.hosts().size() + " nodes and " + scene.workloads().size() + " workloads as network namespaces");
            return perform(stage);
        } catch (LabFailure | IOException e) {
            rehearse(String.valueOf(e.getMessage()));
            return true;
        }
    }

    /// Shows what would be programmed into one node, and what is expected.
    public void rehearse(String why) {
        say("no packets are sent: " + why + "; this is what "
                + scene.hosts().getFirst().name() + " would be programmed with, and what is expected");
        var engine = start();
        try {
            var everything = new CompletableFuture<Update>();
            var stream = engine.attachUpdates(scene.hosts().getFirst().name(), 0, everything::complete);
            Preview.of(IptablesConfig.standard(), await(everything)).forEach(out::println);
            stream.close();
        } finally {
            await(engine.stop().toCompletableFuture());
        }
        out.println();
        Table.printExpected(expected(), out);
        out.flush();
    }

    private boolean perform(Stage stage) {
        var engine = start();
        try (var agents = new Agents()) {
            var obstacle = agents.enforce(engine, stage.nodes(), this::say);
            if (obstacle.isPresent()) {
                say("no packets are sent: " + obstacle.get());
                return false;
            }
            var outcomes = outcomes(stage);
            say(outcomes.size() + " packets: each workload to each other, to its own ports and to one that is not");
            int wrong = Table.print(outcomes, out);
            out.flush();
            return wrong == 0;
        } finally {
            await(engine.stop().toCompletableFuture());
        }
    }

    private Engine start() {
        var engine = Engine.start(EngineConfig.standalone(), System.currentTimeMillis());
        engine.feed(resources, List.of());
        await(engine.settled(SETTLING).toCompletableFuture());
        return engine;
    }

    private Map<Question, Boolean> expected() {
        var evaluator = Evaluator.of(resources);
        var expected = new LinkedHashMap<Question, Boolean>();
        Question.all(scene).forEach(question -> expected.put(question, question.isAllowed(evaluator)));
        return expected;
    }

    private List<Outcome> outcomes(Stage stage) {
        var asked = new ArrayList<CompletableFuture<Outcome>>();
        expected().forEach((question, allowed) -> asked.add(ask(stage, question, allowed)));
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<Outcome> ask(Stage stage, Question question, boolean expected) {
        return stage.ask(question, PATIENCE)
                .thenCompose(seen -> expected && seen != Seen.ANSWERED
                        ? stage.ask(question, MORE_PATIENCE)
                        : CompletableFuture.completedFuture(seen))
                .thenApply(seen -> new Outcome(question, expected, seen));
    }

    private void say(Report report) {
        switch (report) {
            case Report.Enforced(var node, var revision, var notes) -> {
                say(node + " enforces revision " + revision);
                notes.forEach(note -> say(node + ": " + note));
            }
            case Report.Failed(var node, var revision, var why) -> say(node + " failed at " + revision + ": " + why);
            case Report.Refused(var node, var revision, var why) -> say(node + " refused " + revision + ": " + why);
            case Report.OfStream _ -> {} // it is in this process
            case Report.Failing(var node, var objects) ->
                objects.forEach(object -> say(node + ": " + object.what() + " is closed: " + object.why()));
            case Report.Repaired(var node, var repair) ->
                say(node + ": " + repair.where() + ": repaired " + repair.count() + ": " + repair.objects());
            case Report.Restored(var node, var _, var notes) -> notes.forEach(note -> say(node + ": " + note));
            case Report.NotKept(var node, var why) -> say(node + ": " + why);
            case Report.KeptAgain(var node) -> say(node + " keeps what it enforces on disk again");
        }
    }

    private synchronized void say(String words) {
        err.println(words);
        err.flush();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(SETTLING.toSeconds(), TimeUnit.SECONDS).join();
    }
}
