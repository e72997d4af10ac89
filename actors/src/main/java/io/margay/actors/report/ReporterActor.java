package io.margay.actors.report;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.margay.actors.cluster.ClusterMessage;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// One a member: answers for it.
public final class ReporterActor {
    public sealed interface Command extends ClusterMessage {}

    /// An answer, please.
    public record Asked(String question, ActorRef<Said> replyTo) implements Command {}

    /// An answer; empty where there is none.
    public record Said(String answer) implements ClusterMessage {}

    private record Answered(ActorRef<Said> replyTo, String answer) implements Command {}

    static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "reporters");

    private final ActorContext<Command> context;
    private final Function<String, CompletionStage<String>> answers;

    private ReporterActor(ActorContext<Command> context, Function<String, CompletionStage<String>> answers) {
        this.context = context;
        this.answers = answers;
    }

    /// One that answers with this.
    static Behavior<Command> create(Function<String, CompletionStage<String>> answers) {
        return Behaviors.setup(context -> {
            context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
            return Behaviors.receiveMessage(new ReporterActor(context, answers)::onMessage);
        });
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Asked(var question, var replyTo) ->
                context.pipeToSelf(
                        answers.apply(question),
                        (answer, failure) -> new Answered(replyTo, failure == null ? answer : ""));
            case Answered(var replyTo, var answer) -> replyTo.tell(new Said(answer));
        }
        return Behaviors.same();
    }
}
