package io.margay.cli.api;

import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.cli.input.KindWords;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of changes as server-sent events: one a revision, with its number as id, so that a client that comes back with
/// the last that it has seen (`Last-Event-ID`) misses none.
///
/// What waits for a slow client are revisions, which all share, and so many at most: then its stream ends after
/// those, and it comes back for the rest. One whose next revision is no longer kept hears `gone`, and lists anew.
record Watch(ResourceStore store, ClassicActorSystemProvider system, Duration heartbeat) {
    static final int MOST_WAITING = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final ByteString NOTHING = ByteString.fromString(":\n\n");
    private static final ByteString GONE = ByteString.fromString(
            "event: gone\ndata: {\"error\":\"what comes next is no longer kept: list, and watch from there\"}\n\n");

    private sealed interface Heard {}

    private record Next(Revision revision) implements Heard {}

    private record Lost() implements Heard {}

    /// `GET /watch`: from after a revision on, or from now.
    CompletionStage<HttpResponse> begin(Call call) {
        var last = call.header("Last-Event-ID");
        var after = last.isEmpty() ? call.parameter("after") : last;
        var word = call.parameter("kind");
        var kinds = KindWords.named(word);
        if (!word.isEmpty() && kinds.isEmpty()) {
            return ResourceRoutes.refused(Replies.BAD_REQUEST, "there is no kind '" + word + "'");
        }
        var filter = ResourceRoutes.filter(call, kinds);
        if (after.isEmpty()) {
            return store.list().thenApply(listing -> stream(listing.revision(), filter));
        }
        return ResourceRoutes.isRevision(after)
                ? ResourceRoutes.done(stream(Long.parseLong(after), filter))
                : ResourceRoutes.refused(Replies.BAD_REQUEST, "after must be a revision, is " + after);
    }

    private HttpResponse stream(long after, Predicate<ResourceKey> filter) {
        var made =
                Source.<Heard>queue(MOST_WAITING).watchTermination(Keep.both()).preMaterialize(system);
        var waiting = made.first().first();
        var following = store.follow(after, revision -> offer(waiting, new Next(revision)), () -> {
            offer(waiting, new Lost());
            waiting.complete();
        });
        made.first().second().whenComplete((_, _) -> close(following));
        var events = made.second().map(heard -> event(heard, filter)).filter(event -> !event.isEmpty());
        var text = Source.single(NOTHING).concat(events).keepAlive(heartbeat, () -> NOTHING);
        return HttpResponse.create()
                .addHeader(Replies.header("Cache-Control", "no-store"))
                .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), text));
    }

    /// What does not fit any more ends the stream, once what waits has been sent.
    private static void offer(BoundedSourceQueue<Heard> waiting, Heard heard) {
        if (waiting.offer(heard).equals(QueueOfferResult.dropped())) {
            waiting.complete();
        }
    }

    private static void close(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a follower did not end");
        }
    }

    private static ByteString event(Heard heard, Predicate<ResourceKey> filter) {
        return switch (heard) {
            case Lost() -> GONE;
            case Next(var revision) -> event(revision, filter);
        };
    }

    private static ByteString event(Revision revision, Predicate<ResourceKey> filter) {
        var put = revision.upserted().stream()
                .filter(stored -> filter.test(stored.resource().key()))
                .toList();
        var deleted = revision.deleted().stream().filter(filter).toList();
        if (put.isEmpty() && deleted.isEmpty()) {
            return ByteString.emptyByteString();
        }
        var stamp = revision.stamp();
        Value body = new JsonObject()
                .number("revision", stamp.revision())
                .text("time", stamp.time().toString())
                .text("author", stamp.author())
                .value("put", Replies.list(put, ResourceText::shown))
                .value(
                        "deleted",
                        Replies.list(deleted, key -> Replies.named(key).done()))
                .done();
        return ByteString.fromString(
                "id: " + stamp.revision() + "\nevent: revision\ndata: " + JsonText.print(body) + "\n\n");
    }
}
