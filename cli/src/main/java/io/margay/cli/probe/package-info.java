/// Probes and suites: questions in JSON lines, answers in JSON lines, and whether they are as expected.
///
/// ```text
<<<<<<< HEAD
/// a line of JSON ─▶ ProbeParser ─▶ Probe ─▶ Judge ─▶ Answer ─▶ AnswerJson ─┬─▶ printed (ProbeRun)
/// a suite: resources, probes, expected ──────────────────────────────────┴─▶ Expectation (SuiteRun)
=======
/// a line of JSON ─▶ ProbeParser ─▶ Probe ─▶ Judge ─▶ Answer ─▶ AnswerJson ─┬─▶ printed      (ProbeRun)
///                                           (Evaluator, or Hosts)          │
/// a suite's line ─▶ resources, probes, expected ───────────────────────────┴─▶ Expectation  (SuiteRun)
>>>>>>> main
/// ```
/// A judge is the evaluator, or the hosts of an engine.
@NullMarked
package io.margay.cli.probe;

import org.jspecify.annotations.NullMarked;
