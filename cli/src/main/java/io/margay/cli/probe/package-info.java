/// Probes and suites: questions in JSON lines, answers in JSON lines, and whether they are as expected.
///
/// ```text
/// a line of JSON ─▶ ProbeParser ─▶ Probe ─▶ Judge ─▶ Answer ─▶ AnswerJson ─┬─▶ printed (ProbeRun)
/// a suite: resources, probes, expected ──────────────────────────────────┴─▶ Expectation (SuiteRun)
/// ```
/// A judge is the evaluator, or the hosts of an engine.
@NullMarked
package io.margay.cli.probe;

import org.jspecify.annotations.NullMarked;
