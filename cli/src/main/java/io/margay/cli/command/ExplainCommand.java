package io.margay.cli.command;

import io.margay.cli.explain.Colours;
import io.margay.cli.explain.Explanation;
import io.margay.cli.explain.TraceJson;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.cli.probe.Notices;
import io.margay.cli.probe.ParsedProbe;
import io.margay.cli.probe.ProbeParser;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Probe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay explain`: why can A reach B, or why not? For people.
@Command(
        name = "explain",
        description = {
            "Tells why a packet may pass, or why not.",
            "",
            "Shows each tier, policy and rule that is looked at, in order, on both sides: what matched, what did not and"
                    + " why, with file and line; the verdict last.",
            "",
            "What exists is what files say (-f), or what a server (margay up --api) has: now, or with --at at another"
                    + " time, as far back as it keeps it. The first line then says what of it is of then, and what of now.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 explained (a deny is an answer), 1 the input is wrong, 2 wrong usage, 3 no server",
            "can be reached.",
            "",
            "Examples:",
            "  margay explain -f cluster/ pod:shop/web-0 pod:data/redis-0 --port 6379",
            "  margay explain -f cluster/ 203.0.113.9 host:node-1 --protocol ICMP --icmp-type 8",
            "  margay explain pod:shop/web-0 pod:data/redis-0 --at 2026-01-31T12:00:00Z"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingOptions existing;

    @Parameters(index = "0", paramLabel = "FROM", description = "Who sends: " + ProbeParser.ENDS + ".")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "Who receives, written alike.")
    private String to;

    @Mixin
    private PacketOptions packet;

    @Mixin
    private LayerOption layer;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        var question =
                packet.put(new JsonObject().text("id", "1").text("from", from).text("to", to));
        return switch (ProbeParser.parse(question.done(), 1)) {
            case ParsedProbe.Good good -> existing.with(found -> ask(found, good.probe()));
            case ParsedProbe.Bad bad ->
                throw new ParameterException(spec.commandLine(), "Wrong question: " + bad.what());
        };
    }

    private int ask(ExistingOptions.Found found, Probe probe) {
        var err = spec.commandLine().getErr();
        var evaluator = Evaluator.of(found.resources(), layer.verdicts());
        say(found.headline());
        Notices.print(evaluator, err);
        return switch (evaluator.judge(probe)) {
            case Answer.Judged judged -> print(probe, judged);
            case Answer.Unanswerable(var what) -> {
                err.println(what);
                err.flush();
                yield 1;
            }
        };
    }

    /// Where a machine reads the rest, not in it.
    private void say(String headline) {
        var command = spec.commandLine();
        if (!headline.isEmpty()) {
            (output.isJson() ? command.getErr() : command.getOut()).println(headline);
        }
    }

    private int print(Probe probe, Answer.Judged judged) {
        var out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(JsonText.print(TraceJson.of(probe.id(), judged)));
        } else {
            var ansi = spec.commandLine().getColorScheme().ansi();
            Explanation.of(probe, judged).forEach(line -> out.println(Colours.paint(line, ansi)));
        }
        out.flush();
        return 0;
    }
}
