package io.margay.cli.local;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Asks a running engine or agent over its socket.
public final class LineClient {
    /// What became of a question.
    public sealed interface Reply {}

    /// The things asked for, each an object.
    public record Items(List<Value.Mapping> items) implements Reply {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// It could not say, or do.
    public record Refused(String why) implements Reply {}

    /// There is nobody, or nobody who answers.
    public record Unreachable(String why) implements Reply {}

    private LineClient() {}

    /// Asks whoever serves at `socket`. Waits for the answer, at most so long.
    public static Reply ask(Path socket, String question, Duration patience) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            Thread.ofVirtual().start(() -> closeAfter(patience, channel));
            LineServer.write(channel, question);
            var answer = lines.readLine();
            return answer == null ? new Unreachable("it hung up") : reply(answer);
        } catch (AsynchronousCloseException e) {
            return new Unreachable("no answer within " + patience.toSeconds() + " s");
        } catch (IOException | IllegalArgumentException e) {
            return new Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private static void closeAfter(Duration patience, SocketChannel channel) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply reply(String line) {
        if (new ValueReader("answer").readLine(1, line) instanceof Checked.Good<Value>(var value, var _)
                && value instanceof Value.Mapping object) {
            if (object.fields().get("items") instanceof Value.Sequence(var _, var items)) {
                return new Items(items.stream()
                        .filter(Value.Mapping.class::isInstance)
                        .map(Value.Mapping.class::cast)
                        .toList());
            }
            if (object.fields().get("error") instanceof Value.Text(var _, var why)) {
                return new Refused(why);
            }
        }
        return new Refused("the answer cannot be read; is it of another version?");
    }
}
