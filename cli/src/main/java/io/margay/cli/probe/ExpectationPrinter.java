package io.margay.cli.probe;

import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Probe;
import io.margay.model.parse.Value;
import io.margay.model.ruleset.Verdict;
import java.io.PrintWriter;

/// Compares answers with what the probes' author expects, and prints those that differ, then how many there were.
public final class ExpectationPrinter implements ProbeRun.Sink {
    private final PrintWriter out;
    private final boolean json;
    private int probes;
    private int wrong;
    private int unasked;

    /// @param json whether it is read by a machine
    public ExpectationPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void answered(ParsedProbe.Good probe, Answer answer) {
        probes++;
        var expect = probe.expect();
        if (expect == null) {
            unasked++;
        } else if (!(answer instanceof Answer.Judged judged) || judged.verdict() != expect) {
            wrong++;
            print(probe, expect, answer);
        }
    }

    @Override
    public void failed(Value id, String what) {
        probes++;
        wrong++;
        out.println(json ? JsonText.print(AnswerJson.error(id, what)) : "wrong: " + JsonText.plain(id) + ": " + what);
    }

    @Override
    public boolean ended() {
        if (json) {
            var sum = new JsonObject().number("probes", probes).number("wrong", wrong);
            out.println(JsonText.print((unasked == 0 ? sum : sum.number("withoutExpect", unasked)).done()));
        } else {
            var without = unasked == 0 ? "" : ", " + unasked + " without \"expect\"";
            out.println(probes + " probes, " + wrong + " wrong" + without);
        }
        out.flush();
        return wrong == 0 && (unasked == 0 || unasked < probes);
    }

    private void print(ParsedProbe.Good good, Verdict expect, Answer answer) {
        if (json) {
            var got = AnswerJson.of(good.id(), answer);
            out.println(JsonText.print(new JsonObject()
                    .value("id", good.id())
                    .text("expect", expect.word())
                    .value("got", got)
                    .done()));
            return;
        }
        out.println("wrong: " + JsonText.plain(good.id()) + ": " + packet(good.probe()));
        if (answer instanceof Answer.Judged judged) {
            out.println(
                    "  expected " + expect.word() + ", got " + judged.verdict().word() + ": " + SideWords.why(judged));
        }
    }

    /// `pod:shop/web-0 to pod:data/redis-0, TCP to port 6379`.
    static String packet(Probe probe) {
        var version = probe.ipVersion();
        return probe.from() + " to " + probe.to() + ", " + probe.transport()
                + (version == null ? "" : ", IPv" + version.number());
    }
}
