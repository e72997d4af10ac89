package io.margay.cli.command;

import io.margay.cli.hosts.Hosts;
import io.margay.cli.input.Source;
import io.margay.cli.probe.ExpectationPrinter;
import io.margay.cli.probe.Judge;
import io.margay.cli.probe.Notices;
import io.margay.cli.probe.ProbeRun;
import io.margay.cli.probe.SuitePrinter;
import io.margay.cli.probe.SuiteRun;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Options;
import io.margay.model.resource.Resource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay probe`: may these packets pass? For scripts, and for tests of policies in CI.
@Command(
        name = "probe",
        description = {
            "Asks whether packets may pass: policy tests for your CI.",
            "",
            "Probes are JSON lines; each answer is a line of JSON on standard output, in order. A deny is an answer, not"
                    + " a failure.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A probe:",
            "  {\"id\":\"7\",\"from\":\"pod:shop/cart-0\",\"to\":\"10.0.0.9\",\"protocol\":\"TCP\",\"port\":6379}",
            "  from, to: pod:NAMESPACE/NAME, host:NODE or an address.",
            "  Also: sourcePort, icmpType, icmpCode, ipVersion, fromInterface, toInterface,",
            "  expect (\"allow\" or \"deny\").",
            "",
            "-o is for what --expect and --suite print: answers are always JSON.",
            "",
            "Without -f a server (margay up --api) is asked for what exists: now, or with --at at another time.",
            "",
            "Exit codes: 0 all is answered (and as expected), 1 something is wrong, 2 wrong usage, 3 no server",
            "can be reached.",
            "",
            "Examples:",
            "  margay probe -f cluster/ --probes probes.jsonl",
            "  margay probe -f cluster/ --probes expectations.jsonl --expect",
            "  margay probe --suite cases.jsonl.gz",
            "  margay probe --server https://engine-1.example.org:8443 --probes probes.jsonl"
        })
public final class ProbeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingOptions existing;

    @Option(names = "--probes", paramLabel = "FILE", description = "The probes, as JSON lines; - for standard input.")
    private @Nullable String probes;

    @Option(
            names = "--expect",
            description = "Compares each answer with its probe's \"expect\" and prints only those that differ.")
    private boolean expect;

    @Option(
            names = "--suite",
            paramLabel = "FILE",
            description =
                    "Many clusters, one a line: {\"id\",\"resources\",\"probes\",\"expected\"}. Prints each wrong answer"
                            + " and how many there were; without \"expected\", all answers. Implies --l4.")
    private @Nullable String suite;

    @Mixin
    private LayerOption layer;

    @Option(
            names = "--engine",
            description = "Answers from what the engine sends to hosts, instead of from the evaluator.")
    private boolean engine;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if ((probes == null) == (suite == null)) {
            throw new ParameterException(command, "Give either --probes or --suite");
        }
        return suite == null ? probes(probes) : suite(suite);
    }

    private int suite(String name) {
        var command = spec.commandLine();
        if (existing.isGiven() || existing.isOfServer() || expect) {
            throw new ParameterException(
                    command,
                    "--suite brings its own resources and expectations: no -f, no --server, no --at, no --expect");
        }
        return engine ? suiteOfHosts(name) : suite(name, resources -> Evaluator.of(resources, Options.LAYER_4)::judge);
    }

    private int suiteOfHosts(String name) {
        try (var hosts = Hosts.start(Options.LAYER_4)) {
            return suite(name, resources -> {
                hosts.hold(resources);
                return hosts::judge;
            });
        }
    }

    private int suite(String name, Function<List<Resource>, Judge> judges) {
        var command = spec.commandLine();
        var printer = new SuitePrinter(command.getOut(), output.isJson());
        return SuiteRun.run(Source.named(name), judges, printer, command.getErr()) ? 0 : 1;
    }

    private int probes(@Nullable String name) {
        var source = Source.named(String.valueOf(name));
        if (source.name().equals(Source.STDIN) && existing.readsStdin()) {
            throw new ParameterException(spec.commandLine(), "Only one of -f and --probes can be standard input");
        }
        return existing.with(found -> ask(found, source));
    }

    private int ask(ExistingOptions.Found found, Source source) {
        var options = layer.verdicts();
        var evaluator = Evaluator.of(found.resources(), options);
        var err = spec.commandLine().getErr();
        if (!found.headline().isEmpty()) {
            err.println(found.headline());
        }
        Notices.print(evaluator, err);
        return engine ? askHosts(found.resources(), source, options) : ask(evaluator::judge, source);
    }

    private int askHosts(List<Resource> resources, Source source, Options options) {
        try (var hosts = Hosts.start(options)) {
            hosts.hold(resources);
            return ask(hosts::judge, source);
        }
    }

    private int ask(Judge judge, Source source) {
        var command = spec.commandLine();
        var isWell = expect
                ? ProbeRun.check(
                        judge, source, new ExpectationPrinter(command.getOut(), output.isJson()), command.getErr())
                : ProbeRun.answer(judge, source, command.getOut(), command.getErr());
        return isWell ? 0 : 1;
    }
}
