package io.margay.actors.source;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.delivery.ProducerController;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One for each other member, where the source is: what its shard is to be told, each once and in order, as fast as it
/// takes it.
///
/// What waits for a slow member is bounded: above that all of it is dropped, and the source says everything anew.
final class RemoteShard {
    sealed interface Command {}

    /// Tell it this.
    record Tell(ShardNews news) implements Command {}

    private record Wanted(ProducerController.RequestNext<ShardNews> next) implements Command {}

    /// So many pieces of news may wait.
    private static final int MOST_WAITING = 100_000;
    /// So many changes of the catalogue are one piece.
    private static final int CHANGES = 256;

    private final Deque<ShardNews> waiting = new ArrayDeque<>();
    private final Runnable recall;
    private final LongAdder undelivered;
    /// So many of those that wait are counted.
    private int counted;
    private @Nullable ActorRef<ShardNews> wanting;
    /// Whether news were dropped, so that nothing more counts until all is said anew.
    private boolean isDropping;

    private RemoteShard(Runnable recall, LongAdder undelivered) {
        this.recall = recall;
        this.undelivered = undelivered;
    }

    /// The way to a shard.
    ///
    /// @param id another than that of any other
    /// @param recall has everything said anew, later; it is, as this begins
    /// @param undelivered counts what waits, of all shards
    static Behavior<Command> create(
            String id,
            ActorRef<ConsumerController.Command<ShardNews>> consumer,
            Runnable recall,
            LongAdder undelivered) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> {
                    begin(context, id, consumer);
                    recall.run();
                    var shard = new RemoteShard(recall, undelivered);
                    return Behaviors.receive(Command.class)
                            .onAnyMessage(shard::onMessage)
                            .onSignal(PostStop.class, _ -> shard.end())
                            .onSignal(PreRestart.class, _ -> shard.end())
                            .build();
                }))
                .onFailure(SupervisorStrategy.restart());
    }

    private static void begin(
            ActorContext<Command> context, String id, ActorRef<ConsumerController.Command<ShardNews>> consumer) {
        var producer = context.spawn(ProducerController.create(ShardNews.class, id, Optional.empty()), "producer");
        context.watch(producer); // without it this begins again
        producer.tell(new ProducerController.Start<>(context.messageAdapter(wanted(), Wanted::new)));
        producer.tell(new ProducerController.RegisterConsumer<>(consumer));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Tell(var news) -> add(news);
            case Wanted(var next) -> wanting = next.sendNextTo();
        }
        var to = wanting;
        if (to != null && !waiting.isEmpty()) {
            to.tell(waiting.remove());
            wanting = null;
        }
        count();
        return Behaviors.same();
    }

    private Behavior<Command> end() {
        waiting.clear();
        count();
        return Behaviors.same();
    }

    private void count() {
        undelivered.add(waiting.size() - (long) counted);
        counted = waiting.size();
    }

    private void add(ShardNews news) {
        if (news instanceof ShardNews.Began) {
            waiting.clear();
            isDropping = false;
        }
        if (isDropping) {
            return;
        }
        pieces(news).forEach(waiting::add);
        if (waiting.size() > MOST_WAITING) {
            waiting.clear();
            isDropping = true;
            recall.run();
        }
    }

    private static List<ShardNews> pieces(ShardNews news) {
        if (news instanceof ShardNews.CatalogChanged(var changes) && changes.size() > CHANGES) {
            return IntStream.iterate(0, at -> at < changes.size(), at -> at + CHANGES)
                    .<ShardNews>mapToObj(at ->
                            new ShardNews.CatalogChanged(changes.subList(at, Math.min(at + CHANGES, changes.size()))))
                    .toList();
        }
        return List.of(news);
    }

    @SuppressWarnings("unchecked") // a class has no type arguments
    private static Class<ProducerController.RequestNext<ShardNews>> wanted() {
        return (Class<ProducerController.RequestNext<ShardNews>>) (Class<?>) ProducerController.RequestNext.class;
    }
}
