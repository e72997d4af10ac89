package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay agent release`: take Margay out of the way of an endpoint, or of the host.
@Command(
        name = "release",
        description = {
            "Lets an endpoint's packets, or all of this host's, pass Margay by, until it is undone.",
            "",
            "What other rules on this host say of them still counts, and so does what Margay says at a packet's other end."
                    + " It is logged, shown in status, and stays so when the agent starts again.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 wrong usage, 3 no agent can be reached.",
            "",
            "Examples:",
            "  margay agent release shop/cart-0",
            "  margay agent release shop/cart-0 --undo",
            "  margay agent release --host"
        })
public final class AgentReleaseCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ENDPOINT",
            description = "Which: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.")
    private String endpoint = "";

    @Option(names = "--host", description = "The whole host.")
    private boolean host;

    @Option(names = "--undo", description = "Puts the rules back.")
    private boolean undo;

    @Mixin
    private AgentSocketOption socket;

    @Override
    public Integer call() {
        if (endpoint.isEmpty() != host) {
            throw new ParameterException(spec.commandLine(), "Name an endpoint, or give --host");
        }
        var as = Objects.requireNonNullElse(System.getenv("SUDO_USER"), "");
        var question = new AgentQuestion.Release(endpoint, undo, as);
        return socket.ask(spec.commandLine(), question, PATIENCE, this::print);
    }

    private void print(List<Value.Mapping> items) {
        var out = spec.commandLine().getOut();
        for (var item : items) {
            var what = text(item, "what");
            out.println(undo ? what + ": its rules are back" : what + " is released until it is undone");
            var note = text(item, "note");
            if (!note.isEmpty()) {
                spec.commandLine().getErr().println(note);
            }
        }
    }

    private static String text(Value.Mapping item, String field) {
        var value = item.fields().get(field);
        return value == null ? "" : JsonText.plain(value);
    }
}
