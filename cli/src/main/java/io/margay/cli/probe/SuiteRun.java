package io.margay.cli.probe;

import io.margay.cli.input.Input;
import io.margay.cli.input.Source;
import io.margay.model.input.ParsedInput;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Runs a suite: many clusters, one a line, one at a time.
///
/// A wrong resource is an error, printed with its cluster's id; the cluster is still judged, with the stand-in that
/// denies in the wrong policy's place.
public final class SuiteRun {
    private final Source source;
    private final Function<List<Resource>, Judge> judges;
    private final SuitePrinter printer;
    private final PrintWriter err;
    private boolean failed;

    private SuiteRun(Source source, Function<List<Resource>, Judge> judges, SuitePrinter printer, PrintWriter err) {
        this.source = source;
        this.judges = judges;
        this.printer = printer;
        this.err = err;
    }

    /// Runs a suite to its end. True if nothing is wrong with it, nor with any answer.
    ///
    /// Cost: the memory of one cluster.
    ///
    /// @param judges who answers about a cluster of these resources; one is asked until the next is made
    public static boolean run(
            Source source, Function<List<Resource>, Judge> judges, SuitePrinter printer, PrintWriter err) {
        var run = new SuiteRun(source, judges, printer, err);
        try {
            JsonLines.read(source, System.in, run::line);
        } catch (IOException e) {
            err.println(source.name() + ": " + Source.reason(e));
            run.failed = true;
        }
        if (!run.failed || printer.clusters() > 0) {
            printer.end();
        }
        err.flush();
        return !run.failed && printer.wrong() == 0;
    }

    private void line(int number, Checked<Value> line) {
        switch (line) {
            case Checked.Good<Value> good -> parsed(number, Cluster.parse(source.name(), good.value()));
            case Checked.Bad<Value> bad ->
                fail(number, bad.problems().getFirst().what());
        }
    }

    private void parsed(int number, Cluster.Parsed parsed) {
        switch (parsed) {
            case Cluster.Parsed.Good(var cluster) -> judge(number, cluster);
            case Cluster.Parsed.Bad(var what) -> fail(number, what);
        }
    }

    private void judge(int number, Cluster cluster) {
        report(cluster.id(), cluster.input());
        var judge = judges.apply(new Input(cluster.input(), List.of()).resources());
        var answers = new ArrayList<Value.Mapping>(cluster.probes().size());
        for (var probe : cluster.probes()) {
            answers.add(
                    switch (probe) {
                        case ParsedProbe.Good good -> AnswerJson.of(good.id(), judge.judge(good.probe()));
                        case ParsedProbe.Bad(var id, var what) -> {
                            fail(number, "cluster " + cluster.id() + ": probe " + JsonText.print(id) + ": " + what);
                            yield AnswerJson.error(id, what);
                        }
                    });
        }
        printer.print(cluster, answers);
    }

    private void report(String id, ParsedInput input) {
        for (var problem : input.problems()) {
            failed = true;
            var subject = "cluster " + id + (problem.subject().isEmpty() ? "" : ": " + problem.subject());
            err.println(new Problem(problem.where(), subject, problem.path(), problem.what()).print());
        }
    }

    private void fail(int number, String what) {
        failed = true;
        err.println(source.name() + ":" + number + ": " + what);
    }
}
