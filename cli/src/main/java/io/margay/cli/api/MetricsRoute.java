package io.margay.cli.api;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import io.margay.cli.metrics.MetricsSource;
import java.util.concurrent.CompletionStage;

/// Answers Prometheus.
record MetricsRoute(MetricsSource metrics) {
    /// `GET /metrics`.
    CompletionStage<HttpResponse> page(Call call) {
        var page = metrics.page(call.header("Accept"));
        return ResourceRoutes.done(Replies.text(Replies.OK, type(page.type()), page.text()));
    }

    private static ContentType type(String text) {
        return ContentTypes.parse(text);
    }
}
