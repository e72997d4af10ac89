package io.margay.planted.cli.command;

import io.margay.planted.engine.verdict.Verdict;

/// No fault: a command asks the evaluator.
record Asks(Verdict verdict) {}
