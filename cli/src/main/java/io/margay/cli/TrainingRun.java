package io.margay.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/// What the JVM is shown once after a build, so that it can keep loaded classes and profiles (an AOT cache) and start
/// fast from then on. `./margay` runs it; no command depends on it.
///
/// Add a line to `LINES` for a command that should start fast: one that reads only what is in the repository (the
/// working directory is its root), prints, and ends within a second or so. A line that fails costs its gain and
/// nothing else.
final class TrainingRun {

    private static final List<List<String>> LINES = List.of(
            List.of("--version"),
            List.of("help"),
            List.of("no-such"),
            List.of("validate", "-f", "examples/shop"),
            List.of("probe", "-f", "examples/shop", "--probes", "examples/shop/expectations.jsonl"),
            List.of("probe", "-f", "examples/shop", "--probes", "examples/shop/expectations.jsonl", "--expect"),
            List.of("compute", "-f", "examples/shop", "--stats"),
            List.of("get", "nodes", "--socket", "no/such"),
            List.of("agent", "status", "--socket", "no/such"),
            List.of("apply", "-f", "examples/shop", "--server", "http://127.0.0.1:1"),
            List.of("explain", "-f", "examples/shop", "pod:shop/web-0", "pod:data/redis-0", "--port", "6379"));

    private TrainingRun() {}

    /// Runs all lines, with what they print thrown away.
    public static void main(String[] args) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
        for (var line : LINES) {
            Margay.commandLine().execute(line.toArray(String[]::new));
        }
    }
}
