package io.margay.planted.engine.verdict;

/// What commands may know.
public record Verdict(boolean allowed) {}
