package io.margay.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.node.NodeActor;
import io.margay.model.update.Update;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    private record Told(NodeActor.Said said) implements Command {}

    private final ActorContext<Command> context;
    private final Consumer<NodeActor.Command> route;
    private final Consumer<Update> sink;
    private final ActorRef<NodeActor.Said> self;
    private long held;
    private @Nullable ActorRef<NodeActor.Command> node;

    private HostSession(
            ActorContext<Command> context, long held, Consumer<NodeActor.Command> route, Consumer<Update> sink) {
        this.context = context;
        this.held = held;
        this.route = route;
        this.sink = sink;
        this.self = context.messageAdapter(NodeActor.Said.class, Told::new);
    }

    /// The session of a host that holds a revision; 0: nothing.
    ///
    /// @param route the way to the host's node, wherever it is
    public static Behavior<Command> create(long held, Consumer<NodeActor.Command> route, Consumer<Update> sink) {
        return Behaviors.setup(context -> {
            var session = new HostSession(context, held, route, sink);
            session.connect();
            return Behaviors.receive(Command.class)
                    .onMessage(Command.class, session::onMessage)
                    .onSignal(Terminated.class, _ -> session.nodeGone())
                    .onSignal(PostStop.class, _ -> session.ended())
                    .build();
        });
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Told(var said) -> {
                met(said.node());
                sink.accept(said.update());
            }
            case Enforced(var revision) -> {
                held = revision;
                say(new NodeActor.Enforced(revision, self));
            }
            case Failed(var revision, var why) -> {
                context.getLog()
                        .atWarn()
                        .addKeyValue("revision", revision)
                        .addKeyValue("why", why)
                        .log("host did not take a transaction on");
                say(new NodeActor.Failed(revision, self));
            }
            case Ended() -> {
                ended();
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private void connect() {
        route.accept(new NodeActor.HostConnected(held, self));
    }

    /// From the first word of the node on, it is spoken to directly.
    private void met(ActorRef<NodeActor.Command> said) {
        if (!said.equals(node)) {
            node = said;
            context.watch(said);
        }
    }

    private void say(NodeActor.Command command) {
        if (node == null) {
            route.accept(command);
        } else {
            node.tell(command);
        }
    }

    /// The node is elsewhere, or begins again: the host is announced there.
    private Behavior<Command> nodeGone() {
        node = null;
        connect();
        return Behaviors.same();
    }

    private Behavior<Command> ended() {
        say(new NodeActor.HostGone(self));
        return Behaviors.same();
    }
}
