package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.report.Members;
import io.margay.actors.view.MemberView;
import io.margay.cli.api.StatusSource;
import io.margay.cli.client.Words;
import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.Value.Mapping;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// How the engine is as a whole: what its members answer, gathered.
record EngineStatus(Engine engine, Members members) implements StatusSource {
    private static final Duration FOR_MEMBERS = Duration.ofSeconds(8);
    private static final Duration TO_BE_READY = Duration.ofMillis(500);
    private static final String NODES = "nodes";

    /// That of an engine, whose members from now on ask this one, too.
    static EngineStatus of(Engine engine, HostRoll hosts) {
        return new EngineStatus(engine, engine.members(new MemberStatus(engine, hosts)::answer));
    }

    /// What was asked, as an object.
    CompletionStage<Mapping> answer(StatusQuestion question) {
        var key = question.policy();
        return key == null ? all() : policy(key);
    }

    @Override
    public CompletionStage<Boolean> isReady() {
        return engine.present(TO_BE_READY).thenApply(MemberView::isInSync);
    }

    @Override
    public CompletionStage<Mapping> all() {
        return ask(new StatusQuestion(null))
                .thenApply(answers -> new JsonObject()
                        .value(
                                "members",
                                list(answers.stream().map(Answer::member).toList()))
                        .value(NODES, list(nodes(answers)))
                        .done());
    }

    @Override
    public CompletionStage<Optional<Mapping>> node(String name) {
        return ask(new StatusQuestion(null))
                .thenApply(answers -> nodes(answers).stream()
                        .filter(node -> Words.text(node, "name").equals(name))
                        .findFirst());
    }

    @Override
    public CompletionStage<Mapping> policy(ResourceKey key) {
        return ask(new StatusQuestion(key)).thenApply(answers -> {
            var nodes = nodes(answers);
            var lagging = nodes.stream()
                    .filter(node -> !Words.text(node, "inForce").equals("true"))
                    .toList();
            var silent = members(answers, answer -> answer.body.fields().isEmpty());
            var unready =
                    members(answers, answer -> Words.text(answer.body, "inSync").equals("false"));
            return new JsonObject()
                    .text("apiVersion", key.kind().apiVersion())
                    .text("kind", key.kind().word())
                    .text("namespace", key.namespace())
                    .text("name", key.name())
                    .number(NODES, nodes.size())
                    .number("inForce", nodes.size() - lagging.size())
                    .value("lagging", list(lagging))
                    .value("silent", silent.isEmpty() ? null : list(silent))
                    .value("unready", unready.isEmpty() ? null : list(unready))
                    .done();
        });
    }

    private static List<Mapping> members(List<Answer> answers, Predicate<Answer> which) {
        return answers.stream().filter(which).map(Answer::member).toList();
    }

    private CompletionStage<List<Answer>> ask(StatusQuestion question) {
        return members.ask(question.print(), FOR_MEMBERS)
                .thenApply(all -> all.stream()
                        .map(Answer::of)
                        .sorted(Comparator.comparing(answer -> answer.said.address()))
                        .toList());
    }

    /// What a member said.
    ///
    /// @param body empty: nothing
    private record Answer(Members.Said said, Mapping body) {
        static Answer of(Members.Said said) {
            var read = new ValueReader("answer").readLine(1, said.answer());
            return new Answer(
                    said,
                    read instanceof Checked.Good<Value>(Mapping object, var _) ? object : new JsonObject().done());
        }

        Mapping member() {
            var item = new JsonObject()
                    .text("address", said.address())
                    .text("state", said.isReachable() ? said.status() : "unreachable");
            if (body.fields().isEmpty()) {
                return item.text("answer", "none").done();
            }
            return item.value("inSync", body.fields().get("inSync"))
                    .value("awaited", body.fields().get("awaited"))
                    .number(NODES, Words.objects(body, NODES).size())
                    .value("hosts", body.fields().get("hosts"))
                    .done();
        }
    }

    private static List<Mapping> nodes(List<Answer> answers) {
        var nodes = new ArrayList<Mapping>();
        for (var answer : answers) {
            for (var node : Words.objects(answer.body, NODES)) {
                var item = new JsonObject();
                node.fields().forEach(item::value);
                nodes.add(item.text("member", answer.said.address()).done());
            }
        }
        nodes.sort(Comparator.comparing(node -> Words.text(node, "name")));
        return nodes;
    }

    private static Value list(List<? extends Value> items) {
        return new Value.Sequence(0, List.copyOf(items));
    }
}
