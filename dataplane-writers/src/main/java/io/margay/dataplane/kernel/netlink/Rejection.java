package io.margay.dataplane.kernel.netlink;

import java.lang.foreign.MemorySegment;

/// What the kernel refused.
///
/// @param error its number, > 0: of errno, or of ipset from 4096 on
/// @param request what was refused, as the kernel sends it back, after the headers; empty where it does not
record Rejection(int error, MemorySegment request) {}
