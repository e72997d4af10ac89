package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.view.MemberView;
import io.margay.actors.view.MemberView.NodeNow;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How this member is: the nodes that live here, and their hosts.
///
/// A policy counts as in force on a node where its host has enforced all that it was told. So that what was changed a
/// moment ago is told by then, a question about one waits for that a little.
record MemberStatus(Engine engine, HostRoll hosts) {
    private static final Duration FOR_NODES = Duration.ofSeconds(2);
    private static final Duration FOR_REST = Duration.ofSeconds(1);

    /// Answers a question of another member, or of this one.
    CompletionStage<String> answer(String line) {
        var question = StatusQuestion.parse(line);
        if (question.isEmpty()) {
            return CompletableFuture.completedStage("");
        }
        var policy = question.get().policy();
        return policy == null
                ? engine.present(FOR_NODES).thenApply(view -> JsonText.print(all(view)))
                : engine.atRest(FOR_REST)
                        .handle((_, _) -> policy)
                        .thenCompose(_ -> engine.present(FOR_NODES))
                        .thenApply(view -> JsonText.print(of(policy, view)));
    }

    private Value.Mapping all(MemberView view) {
        return member(view)
                .number("hosts", hosts.connected())
                .value("nodes", list(view.nodes(), this::node))
                .done();
    }

    private Value.Mapping of(ResourceKey policy, MemberView view) {
        var there = view.nodes().stream()
                .filter(node -> node.keys().contains(policy))
                .toList();
        return member(view).value("nodes", list(there, this::standing)).done();
    }

    private static JsonObject member(MemberView view) {
        return new JsonObject()
                .value("inSync", new Value.Bool(0, view.isInSync()))
                .value("awaited", list(view.awaited(), name -> new Value.Text(0, name)));
    }

    private Value node(NodeNow node) {
        var item = new JsonObject()
                .text("name", node.node())
                .number("endpoints", node.endpoints())
                .number("policies", node.policies());
        new HostItem(hosts.state(node.node())).addTo(item);
        hosts.unansweredSince(node.node()).ifPresent(since -> item.text("behindSince", second(since)));
        return item.done();
    }

    /// Whether its host enforces all that it was told; else why not, and since when.
    private Value standing(NodeNow node) {
        var lag = lag(node);
        var item = new JsonObject().text("name", node.node()).value("inForce", new Value.Bool(0, lag == null));
        var known = hosts.state(node.node());
        if (lag == null) {
            known.ifPresent(state -> item.text("since", second(state.enforced())));
        } else {
            item.text("why", lag.why).text("since", lag.since == null ? "" : second(lag.since));
        }
        return item.done();
    }

    private record Lag(String why, @Nullable Instant since) {}

    private @Nullable Lag lag(NodeNow node) {
        var known = hosts.state(node.node());
        if (known.isEmpty()) {
            return new Lag("its host has never come", null);
        }
        var state = known.get();
        var said = state.said();
        if (!state.isConnected()) {
            return new Lag("its host is away", state.since());
        }
        if (said != null && said.isReleased()) {
            return new Lag("its host is released", null);
        }
        if (!state.failed().isEmpty()) {
            return new Lag("its host cannot take it on: " + state.failed(), null);
        }
        var unanswered = hosts.unansweredSince(node.node());
        if (unanswered.isPresent()) {
            return new Lag("its host has not answered", unanswered.get());
        }
        return node.isSettled() ? null : new Lag("its rules are being made", null);
    }

    private static <T> Value list(List<T> items, Function<T, Value> item) {
        return new Value.Sequence(0, items.stream().map(item).toList());
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
