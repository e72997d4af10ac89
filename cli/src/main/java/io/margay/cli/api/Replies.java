package io.margay.cli.api;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.margay.actors.store.Edited;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.cli.probe.YamlText;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What requests are answered with: JSON, an object and a line end.
final class Replies {
    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NO_SUCH_METHOD = 405;
    static final int TOO_SLOW = 408;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int WRONG_TYPE = 415;
    static final int WRONG = 422;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    /// As RFC 9512 names it.
    static final ContentType YAML =
            MediaTypes.applicationWithOpenCharset("yaml").toContentType(HttpCharsets.UTF_8);

    private Replies() {}

    /// An object.
    static HttpResponse json(int status, Value value) {
        return text(status, ContentTypes.APPLICATION_JSON, JsonText.print(value) + "\n");
    }

    static HttpResponse text(int status, ContentType type, String text) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(type, ByteString.fromString(text)));
    }

    /// A resource as the client would have it; JSON with its lines where they were written.
    static HttpResponse resource(Value.Mapping resource, boolean asYaml) {
        return asYaml
                ? text(OK, YAML, YamlText.print(resource))
                : text(OK, ContentTypes.APPLICATION_JSON, JsonText.printInLines(resource) + "\n");
    }

    /// A list, made while it is sent.
    static <T> HttpResponse list(long revision, List<T> items, Function<T, Value.Mapping> item) {
        var first = Source.single("{\"revision\":" + revision + ",\"items\":[");
        var rest = Source.from(items)
                .map(each -> JsonText.printInLines(item.apply(each)))
                .intersperse(",");
        var text = first.concat(rest).concat(Source.single("]}\n"));
        return HttpResponse.create()
                .withEntity(
                        HttpEntities.createChunked(ContentTypes.APPLICATION_JSON, text.map(ByteString::fromString)));
    }

    /// The same in YAML, a document an item.
    static <T> HttpResponse yaml(List<T> items, Function<T, Value.Mapping> item) {
        var text = Source.from(items).map(each -> "---\n" + YamlText.print(item.apply(each)));
        return HttpResponse.create().withEntity(HttpEntities.createChunked(YAML, text.map(ByteString::fromString)));
    }

    /// Why not, in words for a person.
    static HttpResponse refused(int status, String why) {
        return json(status, new JsonObject().text("error", why).done());
    }

    /// The same, and the connection is not used again.
    static HttpResponse closing(HttpResponse reply) {
        return reply.addHeader(Connection.create("close"));
    }

    static HttpHeader header(String name, String value) {
        return RawHeader.create(name, value);
    }

    /// All that is wrong.
    static HttpResponse problems(List<Problem> problems) {
        var count = problems.size();
        return json(
                WRONG,
                new JsonObject()
                        .text("error", "nothing was changed: " + count + (count == 1 ? " problem" : " problems"))
                        .value("problems", problemList(problems))
                        .done());
    }

    static Value problemList(List<Problem> problems) {
        return list(
                problems,
                problem -> new JsonObject()
                        .text("where", problem.where().toString())
                        .text("subject", problem.subject())
                        .text("path", problem.path())
                        .text("reason", problem.what())
                        .done());
    }

    /// What became of an edit.
    static HttpResponse edited(Edited edited, List<Problem> warnings) {
        return switch (edited) {
            case Edited.Done(var revision, var outcomes) ->
                json(
                        OK,
                        new JsonObject()
                                .number("revision", revision)
                                .value(
                                        "outcomes",
                                        list(
                                                outcomes,
                                                outcome -> named(outcome.key())
                                                        .text(
                                                                "effect",
                                                                outcome.effect()
                                                                        .name()
                                                                        .toLowerCase(Locale.ROOT))
                                                        .done()))
                                .value("warnings", warnings.isEmpty() ? null : problemList(warnings))
                                .done());
            case Edited.Conflicting(var conflicts) ->
                json(
                        CONFLICT,
                        new JsonObject()
                                .text("error", "nothing was changed: somebody else changed what this was to change")
                                .value(
                                        "conflicts",
                                        list(
                                                conflicts,
                                                conflict -> named(conflict.key())
                                                        .text("expected", Long.toString(conflict.expected()))
                                                        .text("found", Long.toString(conflict.found()))
                                                        .done()))
                                .done());
        };
    }

    /// What names a resource.
    static JsonObject named(ResourceKey key) {
        return new JsonObject()
                .text("apiVersion", key.kind().apiVersion())
                .text("kind", key.kind().word())
                .text("namespace", key.namespace())
                .text("name", key.name());
    }

    static <T> Value list(List<T> items, Function<T, Value> item) {
        return new Value.Sequence(0, items.stream().map(item).toList());
    }
}
