package io.margay.actors.store.keeper;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A member's way to the store, wherever that is. Safe for any thread.
public final class StoreClient implements ResourceStore {
    /// Who follows asks again after this: the store may be elsewhere by now. Longer than it holds a question back.
    private static final Duration NEXT = Duration.ofSeconds(6);
    private static final Duration RETRY = Duration.ofMillis(300);

    private final ActorSystem<?> system;
    private final CompletableFuture<ActorRef<StoreActor.Command>> store;
    private final StoreConfig config;

    /// The way to a store.
    ///
    /// @param store the way there, once there is one
    public StoreClient(
            ActorSystem<?> system, CompletableFuture<ActorRef<StoreActor.Command>> store, StoreConfig config) {
        this.system = system;
        this.store = store;
        this.config = config;
    }

    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        try {
            var question = new Question.Make(edit.checked());
            return ask(question, "; it is not known whether the edit was kept")
                    .thenApply(answer -> ((Answer.OfEdit) answer).edited());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return ask(new Question.Get(key), "")
                .thenApply(answer -> ((Answer.OfGet) answer).found().stream().findFirst());
    }

    @Override
    public CompletionStage<Listing> list() {
        return listing(new Question.GetAll());
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return ask(new Question.GetHistory(key, most), "").thenApply(answer -> ((Answer.OfHistory) answer).past());
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return listing(new Question.GetAt(revision));
    }

    @Override
    public CompletionStage<Listing> at(Instant time) {
        return listing(new Question.GetAtTime(time));
    }

    @Override
    public AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        return Following.begin(this, after, told, lost);
    }

    /// The next revisions after one: none, if none come for some seconds.
    CompletionStage<List<Revision>> after(long revision) {
        return answered(ask(new Question.GetAfter(revision), NEXT), "")
                .thenApply(it -> ((Answer.OfAfter) it).revisions());
    }

    /// After a while.
    void later(Runnable then) {
        system.scheduler().scheduleOnce(RETRY, then, system.executionContext());
    }

    /// Whether nobody is here any more.
    boolean isOver() {
        return system.getWhenTerminated().toCompletableFuture().isDone();
    }

    private CompletionStage<Listing> listing(Question question) {
        return ask(question, "").thenApply(answer -> ((Answer.OfList) answer).listing());
    }

    /// @param otherwise what nobody knows, if there is no answer
    private CompletionStage<Answer> ask(Question question, String otherwise) {
        return answered(ask(question, config.patience()), otherwise);
    }

    private CompletionStage<Answer> ask(Question question, Duration patience) {
        return ask(question, patience, (int) patience.dividedBy(RETRY));
    }

    /// @param again how many times, at most
    private CompletionStage<Answer> ask(Question question, Duration patience, int again) {
        return store.copy()
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .thenCompose(to -> ask(to, question, patience))
                .thenCompose(answer -> answer instanceof Answer.Again && again > 0
                        ? retry().thenCompose(_ -> ask(question, patience, again - 1))
                        : whole(answer));
    }

    private CompletionStage<Done> retry() {
        var done = new CompletableFuture<Done>();
        later(() -> done.complete(Done.done()));
        return done;
    }

    private CompletionStage<Answer> ask(ActorRef<StoreActor.Command> to, Question question, Duration patience) {
        return AskPattern.ask(to, replyTo -> command(question, replyTo), patience, system.scheduler());
    }

    private CompletionStage<Answer> whole(Answer answer) {
        return answer instanceof Answer.InPieces(var from)
                ? Pieces.gather(system, from).thenApply(Answer.class::cast)
                : CompletableFuture.completedStage(answer);
    }

    /// Where there is one member, the store is here, and nothing is sent.
    private StoreActor.Command command(Question question, ActorRef<Answer> replyTo) {
        boolean isWhole = !config.database().isShared()
                || !(question instanceof Question.Make(var edit))
                || edit.size() <= Pieces.BYTES;
        return isWhole
                ? new StoreActor.Asked(question, replyTo)
                : new StoreActor.AskedInPieces(
                        system.systemActorOf(Pieces.of(question), "edit-" + UUID.randomUUID(), Props.empty()), replyTo);
    }

    private static CompletionStage<Answer> answered(CompletionStage<Answer> asked, String otherwise) {
        return asked.handle((answer, failure) -> switch (answer) {
            case null -> throw new StoreUnavailable("the member that has the store does not answer" + otherwise);
            case Answer.Unavailable(var why) -> throw new StoreUnavailable(why);
            case Answer.Again() -> throw new StoreUnavailable("the store goes to another member");
            case Answer.Refused(var why) -> throw new IllegalArgumentException(why);
            default -> answer;
        });
    }
}
