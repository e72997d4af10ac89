package io.margay.planted.index.one;

import io.margay.planted.index.two.Back;

/// A fault: half of a cycle.
public record There(Back back) {}
