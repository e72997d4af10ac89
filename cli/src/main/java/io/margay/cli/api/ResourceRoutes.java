package io.margay.cli.api;

import akka.http.javadsl.model.HttpResponse;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.cli.input.KindWords;
import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/// Answers what is asked of resources.
record ResourceRoutes(ResourceStore store, Bodies bodies) {
    private static final int MOST_HISTORY = 1_000;
    private static final String USUAL_HISTORY = "100";

    /// `GET /resources`: all of them, or those of a kind, a namespace, a name; now, or right after a revision.
    CompletionStage<HttpResponse> list(Call call) {
        var word = call.parameter("kind");
        var kinds = KindWords.named(word);
        if (!word.isEmpty() && kinds.isEmpty()) {
            return refused(Replies.BAD_REQUEST, noKind(word));
        }
        var filter = filter(call, kinds);
        var at = call.parameter("at");
        if (at.isEmpty()) {
            return store.list().thenApply(listing -> listed(call, listing, filter));
        }
        var then = at(at);
        return then.isEmpty()
                ? refused(Replies.BAD_REQUEST, "at must be a revision or a time, as 2026-01-31T12:00:00Z, is " + at)
                : then.get().thenApply(listing -> listed(call, listing, filter)).exceptionally(ResourceRoutes::gone);
    }

    private Optional<CompletionStage<Listing>> at(String text) {
        try {
            return Optional.of(isRevision(text) ? store.at(Long.parseLong(text)) : store.at(Instant.parse(text)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// What is asked of the past may be kept no longer, or be of the future.
    static HttpResponse gone(Throwable failure) {
        if (Failures.cause(failure) instanceof IllegalArgumentException why) {
            return Replies.refused(Replies.GONE, String.valueOf(why.getMessage()));
        }
        throw new CompletionException(Failures.cause(failure));
    }

    static Predicate<ResourceKey> filter(Call call, List<Kind> kinds) {
        var namespace = call.parameter("namespace");
        var name = call.parameter("name");
        return key -> (kinds.isEmpty() || kinds.contains(key.kind()))
                && (namespace.isEmpty() || namespace.equals(key.namespace()))
                && (name.isEmpty() || name.equals(key.name()));
    }

    private static HttpResponse listed(Call call, Listing listing, Predicate<ResourceKey> filter) {
        var wanted = listing.resources().stream()
                .filter(stored -> filter.test(stored.resource().key()))
                .toList();
        return call.wantsYaml()
                ? Replies.yaml(wanted, ResourceText::shown)
                : Replies.list(listing.revision(), wanted, ResourceText::shown);
    }

    /// `GET /resources/…`: one.
    CompletionStage<HttpResponse> get(Call call) {
        return ofKey(
                call,
                key -> store.get(key)
                        .thenApply(found -> found.map(
                                        stored -> Replies.resource(ResourceText.shown(stored), call.wantsYaml()))
                                .orElseGet(() -> Replies.refused(Replies.NOT_FOUND, "there is no " + key))));
    }

    /// `PUT /resources/…`: one is to be this.
    CompletionStage<HttpResponse> put(Call call) {
        return ofKey(
                call,
                key -> bodies.read(call).thenCompose(body -> {
                    var read = Body.read(call, body);
                    return switch (read) {
                        case Checked.Good<Value>(var object, var _) ->
                            edit(call, EditRequest.put(call.caller().name(), isTrial(call), key, object));
                        case Checked.Bad<Value>(var problems, var _) -> done(Replies.problems(problems));
                    };
                }));
    }

    /// `DELETE /resources/…`: one is to be no more.
    CompletionStage<HttpResponse> delete(Call call) {
        var expected = call.parameter("resourceVersion");
        if (!expected.isEmpty() && !isRevision(expected)) {
            return refused(Replies.BAD_REQUEST, "resourceVersion must be a revision, is " + expected);
        }
        long revision = expected.isEmpty() ? Edit.ANY : Long.parseLong(expected);
        return ofKey(call, key -> {
            List<Edit.Step> steps = List.of(new Edit.Delete(key, revision));
            return edit(call, new Checked.Good<>(new Edit(call.caller().name(), isTrial(call), steps), List.of()));
        });
    }

    /// `POST /edits`: several changes, all or none.
    CompletionStage<HttpResponse> edit(Call call) {
        return Body.isJson(call)
                ? bodies.read(call)
                        .thenCompose(body ->
                                edit(call, EditRequest.read(call.caller().name(), body)))
                : refused(Replies.WRONG_TYPE, "Content-Type must be application/json");
    }

    /// `GET /history/…`: what became of one, the latest first.
    CompletionStage<HttpResponse> history(Call call) {
        var given = call.parameter("limit");
        var limit = given.isEmpty() ? USUAL_HISTORY : given;
        if (!isRevision(limit)) {
            return refused(Replies.BAD_REQUEST, "limit must be a number, is " + limit);
        }
        int most = Math.clamp(Long.parseLong(limit), 1, MOST_HISTORY);
        return ofKey(
                call,
                key -> store.history(key, most)
                        .thenApply(all -> all.isEmpty()
                                ? Replies.refused(Replies.NOT_FOUND, "nothing is known of " + key)
                                : Replies.list(all.getFirst().stamp().revision(), all, ResourceRoutes::past)));
    }

    private static Value.Mapping past(Past past) {
        var item = new JsonObject()
                .number("revision", past.stamp().revision())
                .text("time", past.stamp().time().toString())
                .text("author", past.stamp().author())
                .flag("deleted", past.isDeleted());
        return past.isDeleted()
                ? item.done()
                : item.value("object", ResourceText.shown(past.document(), past.stamp()))
                        .done();
    }

    private CompletionStage<HttpResponse> edit(Call call, Checked<Edit> checked) {
        return switch (checked) {
            case Checked.Bad<Edit>(var problems, var _) -> done(Replies.problems(problems));
            case Checked.Good<Edit>(var edit, var warnings) ->
                store.edit(edit)
                        .thenApply(edited -> {
                            if (edited instanceof Edited.Done kept) {
                                Audit.changed(call, edit, kept);
                            }
                            return Replies.edited(edited, warnings);
                        })
                        .exceptionally(ResourceRoutes::notKept);
        };
    }

    /// What is right, and yet cannot be kept: it is too large, for one.
    private static HttpResponse notKept(Throwable failure) {
        if (Failures.cause(failure) instanceof IllegalArgumentException why) {
            return Replies.problems(String.valueOf(why.getMessage())
                    .lines()
                    .map(line -> new Problem(Where.NOWHERE, "", "", line))
                    .toList());
        }
        throw new CompletionException(Failures.cause(failure));
    }

    /// The one resource that a path names.
    static CompletionStage<HttpResponse> ofKey(Call call, Function<ResourceKey, CompletionStage<HttpResponse>> then) {
        var word = call.part("kind");
        var namespace = call.part("namespace");
        var kinds = KindWords.named(word);
        if (kinds.isEmpty()) {
            return refused(Replies.NOT_FOUND, noKind(word));
        }
        if (kinds.size() > 1) {
            return refused(
                    Replies.BAD_REQUEST,
                    word + " may be " + KindWords.word(kinds.get(0)) + " or " + KindWords.word(kinds.get(1)));
        }
        var kind = kinds.getFirst();
        if (kind.namespaced() == namespace.isEmpty()) {
            return refused(
                    Replies.NOT_FOUND,
                    kind.namespaced() ? kind.word() + " has a namespace" : kind.word() + " has no namespace");
        }
        return then.apply(new ResourceKey(kind, namespace, call.part("name")));
    }

    private static boolean isTrial(Call call) {
        return call.parameter("dryRun").equals("true");
    }

    static boolean isRevision(String text) {
        return text.matches("[0-9]{1,18}");
    }

    private static String noKind(String word) {
        return "there is no kind '" + word + "': use one of " + KindWords.all();
    }

    static CompletionStage<HttpResponse> refused(int status, String why) {
        return done(Replies.refused(status, why));
    }

    static CompletionStage<HttpResponse> done(HttpResponse reply) {
        return CompletableFuture.completedStage(reply);
    }
}
