package io.margay.cli.probe;

import io.margay.cli.input.Source;
import io.margay.engine.verdict.Answer;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/// Asks one cluster's judge all probes of a source, in order, as they come.
public final class ProbeRun {
    /// What becomes of answers.
    interface Sink {
        /// A probe, and its answer.
        void answered(ParsedProbe.Good probe, Answer answer);

        /// What is no probe, or cannot be answered.
        void failed(Value id, String what);

        /// There are no more.
        ///
        /// @return whether all is well
        boolean ended();
    }

    private final Judge judge;
    private final Source source;
    private final Sink sink;
    private final PrintWriter err;
    private final Set<String> unknown = new HashSet<>();
    private boolean failed;

    private ProbeRun(Judge judge, Source source, Sink sink, PrintWriter err) {
        this.judge = judge;
        this.source = source;
        this.sink = sink;
        this.err = err;
    }

    /// Prints each answer on a line of `out`. True if every probe has one.
    public static boolean answer(Judge judge, Source source, PrintWriter out, PrintWriter err) {
        return new ProbeRun(judge, source, new AnswerPrinter(out), err).run();
    }

    /// Prints each probe that is not answered as it expects, and how many there were. True if there is none.
    public static boolean check(Judge judge, Source source, ExpectationPrinter printer, PrintWriter err) {
        return new ProbeRun(judge, source, printer, err).run();
    }

    private boolean run() {
        try {
            JsonLines.read(source, System.in, this::line);
        } catch (IOException e) {
            err.println(source.name() + ": " + Source.reason(e));
            failed = true;
        }
        var isWell = sink.ended() && !failed;
        err.flush();
        return isWell;
    }

    private void line(int number, Checked<Value> line) {
        switch (line) {
            case Checked.Good<Value> good -> parsed(number, ProbeParser.parse(good.value(), number));
            case Checked.Bad<Value> bad ->
                fail(number, ProbeParser.idOf(number), bad.problems().getFirst().what());
        }
    }

    private void parsed(int number, ParsedProbe parsed) {
        switch (parsed) {
            case ParsedProbe.Good good -> ask(number, good);
            case ParsedProbe.Bad(var id, var what) -> fail(number, id, what);
        }
    }

    private void ask(int number, ParsedProbe.Good good) {
        good.unknown().stream()
                .filter(unknown::add)
                .forEach(name -> err.println("warning: " + source.name() + ":" + number + ": unknown field `" + name
                        + "` is not looked at, here and on later lines"));
        switch (judge.judge(good.probe())) {
            case Answer.Judged judged -> sink.answered(good, judged);
            case Answer.Unanswerable(var what) -> fail(number, good.id(), what);
        }
    }

    private void fail(int number, Value id, String what) {
        failed = true;
        err.println(source.name() + ":" + number + ": " + what);
        sink.failed(id, what);
    }
}
