package io.margay.cli.probe;

import io.margay.engine.verdict.Answer;
import io.margay.model.parse.Value;
import java.io.PrintWriter;

/// Prints each answer, or why there is none, as a line of JSON.
record AnswerPrinter(PrintWriter out) implements ProbeRun.Sink {
    @Override
    public void answered(ParsedProbe.Good probe, Answer answer) {
        out.println(JsonText.print(AnswerJson.of(probe.id(), answer)));
    }

    @Override
    public void failed(Value id, String what) {
        out.println(JsonText.print(AnswerJson.error(id, what)));
    }

    @Override
    public boolean ended() {
        out.flush();
        return true;
    }
}
