package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.Words;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import io.margay.model.input.Origin;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What exists, for commands that judge it: what files say, or what a server has, now or at another time: a mixin.
final class ExistingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private InputOptions input;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "What the server had then, instead of now: a time, as 2026-01-31T12:00:00Z, or a revision.")
    private @Nullable String at;

    /// What was found.
    ///
    /// @param headline what of it is of then, and what of now; empty: all is of now
    record Found(List<Resource> resources, String headline) {
        Found {
            resources = List.copyOf(resources);
        }
    }

    /// Whether files were named.
    boolean isGiven() {
        return input.isGiven();
    }

    /// Whether something was said of a server.
    boolean isOfServer() {
        return server.isGiven() || at != null;
    }

    /// Whether standard input is one of the files.
    boolean readsStdin() {
        return input.readsStdin();
    }

    /// Does something with what exists, which is read first. The exit code.
    int with(ToIntFunction<Found> work) {
        var line = command.commandLine();
        if (input.isGiven() && isOfServer()) {
            throw new ParameterException(line, "-f is instead of a server: no --server, no --at");
        }
        checkTime();
        if (!input.isGiven() && (isOfServer() || server.isKnown())) {
            return server.with(line, client -> ask(client, work));
        }
        if (!input.isGiven()) {
            throw new ParameterException(line, "Missing required option: '--filename=PATH', or '--server=URL'");
        }
        return input.read()
                .map(read -> work.applyAsInt(new Found(read.resources(), "")))
                .orElse(1);
    }

    private void checkTime() {
        if (at == null || at.matches("[0-9]{1,18}")) {
            return;
        }
        try {
            Instant.parse(at);
        } catch (DateTimeParseException _) {
            throw new ParameterException(
                    command.commandLine(),
                    "--at must be a time, as 2026-01-31T12:00:00Z, or a revision, is \"" + at + "\"");
        }
    }

    private int ask(ApiClient client, ToIntFunction<Found> work) {
        var path = at == null ? "resources" : "resources?at=" + ApiClient.escaped(at);
        return ServerOptions.print(
                command.commandLine(), client.get(path), body -> work.applyAsInt(found(body, client.url())));
    }

    /// What a later release accepted, and this one does not, is said, and denies.
    private Found found(Value.Mapping body, String url) {
        List<Value> items = body.fields().get("items") instanceof Value.Sequence(var _, var all) ? all : List.of();
        var read = new Input(Origin.parse(items), List.of());
        var err = command.commandLine().getErr();
        read.problems().forEach(problem -> err.println("warning: " + problem.print()));
        err.flush();
        return new Found(read.resources(), headline(Words.text(body, "revision"), url));
    }

    private String headline(String revision, String url) {
        var asked = at;
        if (asked == null) {
            return "";
        }
        var when = asked.equals(revision) ? "" : ", which was so at " + asked;
        return "of then: every resource, as of revision " + revision + " of " + url + when
                + "; of now: this margay, and what it is told here";
    }
}
