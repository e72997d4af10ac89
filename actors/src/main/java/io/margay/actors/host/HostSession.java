package io.margay.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.node.NodeActor;
import io.margay.model.update.Update;
import java.util.function.Consumer;

/// One a stream of a host: what the host says to its node, and what it is told.
///
/// Hears the stream and NodeActor. The sink takes an update without waiting: it is where the stream's own buffer
/// begins, and it never has more than one to hold, for the next comes after the host's answer.
public final class HostSession {
    public sealed interface Command extends ClusterMessage {}

    /// The host enforces a revision.
    public record Enforced(long revision) implements Command {}

    /// The host could not take a revision on.
    public record Failed(long revision, String why) implements Command {}

    /// The stream ended.
    public record Ended() implements Command {}

    private record Told(Update update) implements Command {}

    private final ActorContext<Command> context;
    private final Consumer<NodeActor.Command> node;
    private final Consumer<Update> sink;
    private final ActorRef<Update> self;

    private HostSession(ActorContext<Command> context, Consumer<NodeActor.Command> node, Consumer<Update> sink) {
        this.context = context;
        this.node = node;
        this.sink = sink;
        this.self = context.messageAdapter(Update.class, Told::new);
    }

    /// The session of a host that holds a revision; 0: nothing.
    public static Behavior<Command> create(long held, Consumer<NodeActor.Command> node, Consumer<Update> sink) {
        return Behaviors.setup(context -> {
            var session = new HostSession(context, node, sink);
            node.accept(new NodeActor.HostConnected(held, session.self));
            return Behaviors.receive(Command.class)
                    .onMessage(Command.class, session::onMessage)
                    .onSignal(PostStop.class, _ -> session.ended())
                    .build();
        });
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Told(var update) -> sink.accept(update);
            case Enforced(var revision) -> node.accept(new NodeActor.Enforced(revision, self));
            case Failed(var revision, var why) -> {
                context.getLog()
                        .atWarn()
                        .addKeyValue("revision", revision)
                        .addKeyValue("why", why)
                        .log("host did not take a transaction on");
                node.accept(new NodeActor.Failed(revision, self));
            }
            case Ended() -> {
                ended();
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private Behavior<Command> ended() {
        node.accept(new NodeActor.HostGone(self));
        return Behaviors.same();
    }
}
