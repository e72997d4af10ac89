package io.margay.actors.store;

import java.time.Instant;

/// Which change something is of.
///
/// @param revision counts the edits of a store from 1; of two the higher is the later one
/// @param author who made it
public record Stamp(long revision, Instant time, String author) {}
