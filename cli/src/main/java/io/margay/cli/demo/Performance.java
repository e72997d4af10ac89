package io.margay.cli.demo;

import io.margay.dataplane.lab.Seen;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// What happens on a stage, one act after the other; in each, packets of every pair.
final class Performance {
    /// How long a packet may take on a machine with other things to do; what is not answered then, is asked once more.
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private static final Duration MORE_PATIENCE = Duration.ofSeconds(3);

    private final Demo demo;
    private final Stage stage;
    private final Agents agents;
    private final Feed feed;
    private List<Outcome> latest = List.of();
    private boolean isRight = true;

    Performance(Demo demo, Stage stage, Agents agents, Feed feed) {
        this.demo = demo;
        this.stage = stage;
        this.agents = agents;
        this.feed = feed;
    }

    /// Runs it to its end; whether all was as expected.
    ///
    /// Errors: [AgentFailure] where an agent does not do its part.
    boolean run() throws IOException {
        var all = demo.resources();
        demo.say(Question.all(demo.scene()).size()
                + " packets an act: each workload to each other, to its own ports and to one that is not");
        change("no policy yet but one that denies all", withoutPolicies());
        change("the policies of the cluster", all);
        var relabel = Relabel.find(demo.scene(), all);
        relabel.ifPresent(it -> change(words(it), it.resources()));
        killOne(relabel);
        isRight &= new Denial(demo, stage, agents).show();
        demo.out().println();
        isRight &= Table.print(latest, demo.out()) == 0;
        demo.out().flush();
        return isRight;
    }

    /// The agent of the node whose workload has other labels is killed; while it is dead the labels are as before.
    private void killOne(Optional<Relabel> relabel) throws IOException {
        var node = relabel.map(it -> it.workload().node())
                .orElse(demo.scene().hosts().getFirst().name());
        var inForce = relabel.map(Relabel::resources).orElse(demo.resources());
        agents.kill(node);
        act("kill -9 of the agent of " + node + ": all stays", Question.expected(demo.scene(), inForce));
        feed.tell(demo.resources());
        agents.start(node);
        agents.awaitEnforced();
        var back = "it is back"
                + relabel.map(it -> ", " + name(it.workload()) + " has its own labels again")
                        .orElse("");
        act(back, Question.expected(demo.scene(), demo.resources()));
    }

    private void change(String words, List<Resource> resources) {
        feed.tell(resources);
        agents.awaitEnforced();
        act(words, Question.expected(demo.scene(), resources));
    }

    private void act(String words, Map<Question, Boolean> expected) {
        var before = latest;
        latest = ask(expected);
        var wrong = latest.stream().filter(outcome -> !outcome.isRight()).toList();
        long passed = latest.stream().filter(Outcome::passed).count();
        demo.out()
                .println(String.format(
                        Locale.ROOT,
                        "%-58s %3d of %d let through, %s",
                        words,
                        passed,
                        latest.size(),
                        wrong.isEmpty() ? "as expected" : wrong.size() + " WRONG"));
        if (!wrong.isEmpty()) {
            Table.print(wrong, demo.out());
            isRight = false;
        }
        Table.printChanges(before, latest, demo.out());
        demo.out().flush();
    }

    private List<Resource> withoutPolicies() {
        var others = demo.resources().stream().filter(resource -> !(resource instanceof Policy));
        return Stream.concat(others, Stream.of(DenyAll.policy())).toList();
    }

    private static String words(Relabel relabel) {
        return name(relabel.workload()) + " takes the labels of " + name(relabel.like());
    }

    private static String name(Scene.Workload workload) {
        return workload.key().path();
    }

    private List<Outcome> ask(Map<Question, Boolean> expected) {
        var asked = new ArrayList<CompletableFuture<Outcome>>();
        expected.forEach((question, allowed) -> asked.add(ask(question, allowed)));
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Outcome> ask(Question question, boolean expected) {
        return stage.ask(question, PATIENCE)
                .thenCompose(seen -> expected && seen != Seen.ANSWERED
                        ? stage.ask(question, MORE_PATIENCE)
                        : CompletableFuture.completedFuture(seen))
                .thenApply(seen -> new Outcome(question, expected, seen));
    }
}
