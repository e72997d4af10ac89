package io.margay.planted.model;

import io.margay.planted.engine.verdict.Verdict;

/// A fault: the model knows the engine.
record LooksUp(Verdict verdict) {}
