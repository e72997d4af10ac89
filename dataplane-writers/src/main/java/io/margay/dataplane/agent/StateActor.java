package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.dataplane.agent.state.StateFolder;
import io.margay.model.update.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The thread on which the last good state is read and written: it blocks, so nobody else is on it.
///
/// Hears its AgentActor, one request at a time; says what came of each.
final class StateActor {
    /// What it is told.
    sealed interface Command {}

    /// Read what is there.
    record Open(ActorRef<StateFolder.Restored> replyTo) implements Command {}

    /// Add these messages.
    record Append(List<byte[]> messages, ActorRef<StateFolder.Outcome> replyTo) implements Command {}

    /// This is all there is.
    record Replace(Update whole, ActorRef<StateFolder.Outcome> replyTo) implements Command {}

    private StateActor() {}

    /// The actor, to be spawned on a dispatcher that may block.
    static Behavior<Command> create(StateFolder folder) {
        return Behaviors.receive(Command.class)
                .onMessage(Command.class, message -> {
                    switch (message) {
                        case Open(var replyTo) -> replyTo.tell(folder.open());
                        case Append(var messages, var replyTo) -> replyTo.tell(folder.append(messages));
                        case Replace(var whole, var replyTo) -> replyTo.tell(folder.replace(whole));
                    }
                    return Behaviors.same();
                })
                .onSignal(PostStop.class, _ -> {
                    close(folder);
                    return Behaviors.same();
                })
                .build();
    }

    private static void close(StateFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of a folder could not be given up", e);
        }
    }
}
