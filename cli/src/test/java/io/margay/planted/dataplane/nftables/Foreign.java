package io.margay.planted.dataplane.nftables;

import java.lang.foreign.Arena;

/// A fault: native memory outside of a kernel package.
record Foreign(Arena arena) {}
