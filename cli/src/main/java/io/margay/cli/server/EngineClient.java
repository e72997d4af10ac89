package io.margay.cli.server;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Asks a running engine over its socket.
public final class EngineClient {
    /// What became of a question.
    public sealed interface Reply {}

    /// The things asked for, each an object.
    public record Items(List<Value.Mapping> items) implements Reply {}

    /// The engine could not say.
    public record Refused(String why) implements Reply {}

    /// There is no engine.
    public record Unreachable(String why) implements Reply {}

    private EngineClient() {}

    /// Asks the engine at `socket`. Waits for its answer.
    public static Reply ask(Path socket, Question question) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            EngineSocket.write(channel, question.print());
            var answer = lines.readLine();
            return answer == null ? new Unreachable("it hung up") : reply(answer);
        } catch (IOException | IllegalArgumentException e) {
            return new Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private static Reply reply(String line) {
        if (new ValueReader("engine").readLine(1, line) instanceof Checked.Good<Value>(var value, var _)
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
        return new Refused("the engine's answer cannot be read; is it of another version?");
    }
}
