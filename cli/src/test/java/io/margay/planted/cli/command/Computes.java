package io.margay.planted.cli.command;

import io.margay.planted.engine.catalog.Reads;

/// A fault: a command goes past the evaluator.
record Computes(Reads reads) {}
