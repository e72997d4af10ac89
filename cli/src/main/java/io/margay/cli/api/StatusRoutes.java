package io.margay.cli.api;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/// Answers what is asked about the engine.
record StatusRoutes(StatusSource status) {
    /// `GET /status`.
    CompletionStage<HttpResponse> all(Call call) {
        return status.all().thenApply(all -> Replies.resource(all, call.wantsYaml()));
    }

    /// `GET /status/nodes/NAME`: a host may ask about its own node.
    CompletionStage<HttpResponse> node(Call call) {
        var name = call.part("name");
        boolean isOwn = call.caller().name().equals(name);
        if (!call.caller().may(Caller.Role.READ) && !isOwn) {
            Audit.refused(call.request(), call.caller());
            return ResourceRoutes.refused(Replies.FORBIDDEN, "a host sees its own node alone");
        }
        return status.node(name)
                .thenApply(found -> found.map(node -> Replies.resource(node, call.wantsYaml()))
                        .orElseGet(() -> Replies.refused(Replies.NOT_FOUND, "there is no node " + name)));
    }

    /// `GET /status/policies/…`: where it is in force.
    CompletionStage<HttpResponse> policy(Call call) {
        return ResourceRoutes.ofKey(
                call, key -> status.policy(key).thenApply(found -> Replies.resource(found, call.wantsYaml())));
    }

    /// `GET /health/ready`.
    CompletionStage<HttpResponse> ready(Call call) {
        return status.isReady()
                .exceptionally(_ -> false)
                .thenApply(is -> is
                        ? Replies.text(Replies.OK, ContentTypes.TEXT_PLAIN_UTF8, "ready\n")
                        : Replies.refused(Replies.UNAVAILABLE, "this member does not know everything yet"));
    }
}
