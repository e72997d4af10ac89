package io.margay.cli.probe;

import io.margay.engine.verdict.Evaluator;
import java.io.PrintWriter;

/// What the evaluator finds odd about resources that are valid.
public final class Notices {
    private Notices() {}

    /// Prints each as a warning.
    public static void print(Evaluator evaluator, PrintWriter err) {
        evaluator.notices().forEach(notice -> err.println("warning: " + notice));
        err.flush();
    }
}
