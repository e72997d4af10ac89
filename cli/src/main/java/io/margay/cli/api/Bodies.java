package io.margay.cli.api;

import akka.actor.ClassicActorSystemProvider;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Reads what requests bring, as much as they may bring, and for as long as that may take.
///
/// @param most in bytes
record Bodies(ClassicActorSystemProvider system, long most) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Who sends too much hears so only once all is sent: a connection that is closed before takes the answer with it.
    private static final Duration TO_DRAIN = Duration.ofSeconds(20);

    /// It is too much.
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// All of it.
    ///
    /// Errors: the stage fails with a [TooLarge], or Akka's `EntityStreamSizeException` where that shows on
    /// the way; with a `TimeoutException` where it takes too long; with Akka's `EntityStreamException` where
    /// it breaks off.
    CompletionStage<byte[]> read(Call call) {
        var body = call.request().entity();
        if (body.getContentLengthOption().orElse(0) > most) {
            return body.withoutSizeLimit()
                    .getDataBytes()
                    .takeWithin(TO_DRAIN)
                    .runWith(Sink.ignore(), system)
                    .thenApply(_ -> {
                        throw new TooLarge();
                    });
        }
        return body.withSizeLimit(most)
                .getDataBytes()
                .completionTimeout(PATIENCE)
                .runFold(ByteString.emptyByteString(), ByteString::concat, system)
                .thenApply(ByteString::toArray);
    }
}
