package io.margay.cli.api;

import static io.margay.cli.api.Caller.Role.NOBODY;
import static io.margay.cli.api.Caller.Role.NODE;
import static io.margay.cli.api.Caller.Role.READ;
import static io.margay.cli.api.Caller.Role.WRITE;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Every path and method that is answered; `openapi.json` says the same to clients, and a test holds it to that.
final class Routes {
    private static final String API = "/api/v1";
    private static final String OF_KIND = "/{kind}/{name}";
    private static final String IN_NAMESPACE = "/{kind}/{namespace}/{name}";

    private Routes() {}

    /// Those of a server.
    static List<Route> of(ResourceRoutes resources, Watch watch, StatusRoutes status, MetricsRoute metrics) {
        return List.of(
                new Route("GET", "/health/live", NOBODY, _ -> said("live")),
                new Route("GET", "/health/ready", NOBODY, status::ready),
                new Route("GET", "/metrics", READ, metrics::page),
                new Route("GET", API + "/openapi.json", NOBODY, _ -> openApi()),
                new Route("POST", API + "/edits", WRITE, resources::edit),
                new Route("GET", API + "/resources", READ, resources::list),
                new Route("GET", API + "/resources" + OF_KIND, READ, resources::get),
                new Route("GET", API + "/resources" + IN_NAMESPACE, READ, resources::get),
                new Route("PUT", API + "/resources" + OF_KIND, WRITE, resources::put),
                new Route("PUT", API + "/resources" + IN_NAMESPACE, WRITE, resources::put),
                new Route("DELETE", API + "/resources" + OF_KIND, WRITE, resources::delete),
                new Route("DELETE", API + "/resources" + IN_NAMESPACE, WRITE, resources::delete),
                new Route("GET", API + "/watch", READ, watch::begin),
                new Route("GET", API + "/history" + OF_KIND, READ, resources::history),
                new Route("GET", API + "/history" + IN_NAMESPACE, READ, resources::history),
                new Route("GET", API + "/status", READ, status::all),
                new Route("GET", API + "/status/nodes/{name}", NODE, status::node),
                new Route("GET", API + "/status/policies" + OF_KIND, READ, status::policy),
                new Route("GET", API + "/status/policies" + IN_NAMESPACE, READ, status::policy));
    }

    private static CompletionStage<HttpResponse> said(String word) {
        return ResourceRoutes.done(Replies.text(Replies.OK, ContentTypes.TEXT_PLAIN_UTF8, word + "\n"));
    }

    private static CompletionStage<HttpResponse> openApi() {
        try (InputStream in = Objects.requireNonNull(Routes.class.getResourceAsStream("openapi.json"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ResourceRoutes.done(Replies.text(Replies.OK, ContentTypes.APPLICATION_JSON, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
