package io.margay.actors.source;

import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;

/// One a member: hears the source, when that is on another member, and passes on to the replicas what it says.
///
/// Whatever member the source is on finds it under [#KEY], and says everything anew.
public final class ShardInbox {
    /// What it hears.
    public record Heard(ConsumerController.Delivery<ShardNews> delivery) {}

    /// Under which it is found.
    @SuppressWarnings({"unchecked", "rawtypes"}) // a key has a class, which has no type arguments
    static final ServiceKey<ConsumerController.Command<ShardNews>> KEY =
            (ServiceKey) ServiceKey.create(ConsumerController.Command.class, "shard");

    private ShardInbox() {}

    /// The inbox of a shard.
    public static Behavior<Heard> create(Shard shard) {
        return Behaviors.setup(context -> {
            var consumer = context.spawn(ConsumerController.<ShardNews>create(), "consumer");
            context.watch(consumer); // without it there is no inbox
            consumer.tell(new ConsumerController.Start<>(context.messageAdapter(delivered(), Heard::new)));
            context.getSystem().receptionist().tell(Receptionist.register(KEY, consumer));
            return Behaviors.receiveMessage(heard -> {
                shard.hear(heard.delivery().message());
                heard.delivery().confirmTo().tell(ConsumerController.confirmed());
                return Behaviors.same();
            });
        });
    }

    @SuppressWarnings("unchecked") // a class has no type arguments
    private static Class<ConsumerController.Delivery<ShardNews>> delivered() {
        return (Class<ConsumerController.Delivery<ShardNews>>) (Class<?>) ConsumerController.Delivery.class;
    }
}
