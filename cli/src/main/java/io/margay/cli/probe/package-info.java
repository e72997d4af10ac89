/// Probes and suites: questions in JSON lines, answers in JSON lines, and whether they are as expected.
///
/// ```text
/// a line of JSON ─▶ ProbeParser ─▶ Probe ─▶ Judge ─▶ Answer ─▶ AnswerJson ─┬─▶ printed      (ProbeRun)
///                                           (Evaluator, or Hosts)          │
/// a suite's line ─▶ resources, probes, expected ───────────────────────────┴─▶ Expectation  (SuiteRun)
/// ```
@NullMarked
package io.margay.cli.probe;

import org.jspecify.annotations.NullMarked;
