package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.Reply;
import io.margay.cli.client.ServerPlace;
import io.margay.cli.client.Words;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which server to ask: a mixin.
final class ServerOptions {
    private static final int UNREACHABLE = 3;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server (margay up --api), https://HOST:PORT. Default: $MARGAY_SERVER, else what"
                    + " ~/.config/margay/client.conf says. A token is taken from $MARGAY_TOKEN or that file.")
    private @Nullable String server;

    @Option(names = "--ca", paramLabel = "FILE", description = "The authorities to trust, in PEM.")
    private @Nullable Path authority;

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description = "The folder with ca.crt, tls.crt and tls.key of this user, where no token is shown.")
    private @Nullable Path certificates;

    /// Whether a server was named on the command line.
    boolean isGiven() {
        return server != null;
    }

    /// Whether one is known, from wherever.
    boolean isKnown() {
        try {
            return find().isPresent();
        } catch (IOException _) {
            return true; // and wrong, which is said when it is asked
        }
    }

    private Optional<ServerPlace> find() throws IOException {
        return ServerPlace.find(new ServerPlace.Said(server, authority, certificates), System.getenv());
    }

    /// Does something with the server. The exit code.
    int with(CommandLine command, ToIntFunction<ApiClient> work) {
        try {
            var place = find().orElseThrow(() ->
                    new ParameterException(command, "No server is named: use --server URL, or set MARGAY_SERVER"));
            try (var client = ApiClient.of(place)) {
                return work.applyAsInt(client);
            }
        } catch (IOException e) {
            command.getErr().println(e.getMessage());
            return 1;
        } finally {
            command.getOut().flush();
            command.getErr().flush();
        }
    }

    /// Prints what a server did, or why it did not. The exit code.
    static int print(CommandLine command, Reply reply, ToIntFunction<Value.Mapping> done) {
        return switch (reply) {
            case Reply.Done(var body) -> done.applyAsInt(body);
            case Reply.Refused refused -> {
                Words.print(refused, command.getErr());
                yield 1;
            }
            case Reply.Unreachable(var why) -> unreachable(command, "the server cannot be reached: " + why);
            case Reply.Unable(var why) -> unreachable(command, why);
        };
    }

    private static int unreachable(CommandLine command, String why) {
        command.getErr().println(why);
        return UNREACHABLE;
    }
}
