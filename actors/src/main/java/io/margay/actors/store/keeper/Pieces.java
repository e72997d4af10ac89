package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import io.margay.actors.cluster.ClusterMessage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What is too large for one message between members: whoever wants it asks for piece after piece.
final class Pieces {
    /// What one who has pieces hears.
    sealed interface Command extends ClusterMessage {}

    /// The piece that begins at a byte, please.
    record GetPiece(int at, ActorRef<Piece> replyTo) implements Command {}

    private record Late() implements Command {}

    /// One piece.
    ///
    /// @param bytes in Base64
    /// @param serializer with the manifest, what reads all pieces together
    record Piece(String bytes, boolean isLast, int serializer, String manifest) implements ClusterMessage {}

    /// A piece has so many bytes.
    static final int BYTES = 192 * 1024;
    /// Somebody who does not ask for so long does not want it any more.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final byte[] bytes;
    private final int serializer;
    private final String manifest;

    private Pieces(Serialization serialization, ClusterMessage message) {
        var by = serialization.findSerializerFor(message);
        bytes = by.toBinary(message);
        serializer = by.identifier();
        manifest = Serializers.manifestFor(by, message);
    }

    /// Answers as one message, or, to another member, piece by piece.
    static void reply(ActorContext<?> context, ActorRef<Answer> replyTo, Answer answer) {
        boolean isWhole = replyTo.path().address().hasLocalScope() || answer.size() <= BYTES;
        replyTo.tell(isWhole ? answer : new Answer.InPieces(context.spawnAnonymous(of(answer))));
    }

    /// One who has a message, and ends when it is taken, or not wanted.
    static Behavior<Command> of(ClusterMessage message) {
        return Behaviors.setup(context -> {
            var pieces = new Pieces(SerializationExtension.get(context.getSystem()), message);
            context.setReceiveTimeout(PATIENCE, new Late());
            return Behaviors.receiveMessage(pieces::onMessage);
        });
    }

    private Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case GetPiece(var at, var replyTo) -> {
                int end = Math.min(at + BYTES, bytes.length);
                boolean isLast = end == bytes.length;
                replyTo.tell(new Piece(
                        Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, end)),
                        isLast,
                        serializer,
                        manifest));
                yield isLast ? Behaviors.stopped() : Behaviors.same();
            }
            case Late() -> Behaviors.stopped();
        };
    }

    /// The message that one has.
    static CompletionStage<Object> gather(ActorSystem<?> system, ActorRef<Command> from) {
        return gather(system, from, new ByteArrayOutputStream());
    }

    private static CompletionStage<Object> gather(
            ActorSystem<?> system, ActorRef<Command> from, ByteArrayOutputStream so) {
        CompletionStage<Piece> asked =
                AskPattern.ask(from, replyTo -> new GetPiece(so.size(), replyTo), PATIENCE, system.scheduler());
        return asked.thenComposeAsync(piece -> {
            so.writeBytes(Base64.getDecoder().decode(piece.bytes));
            return piece.isLast
                    ? CompletableFuture.completedStage(read(system, piece, so.toByteArray()))
                    : gather(system, from, so);
        });
    }

    private static Object read(ActorSystem<?> system, Piece last, byte[] bytes) {
        return SerializationExtension.get(system)
                .deserialize(bytes, last.serializer, last.manifest)
                .get();
    }
}
