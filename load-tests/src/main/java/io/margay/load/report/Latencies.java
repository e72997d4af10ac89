package io.margay.load.report;

/// How long changes of one reach took, in microseconds from when each was due.
///
/// @param changes how many
/// @param each until each host had it: a number for each change and host
/// @param last until the last host had it: a number for each change that all had
/// @param unseen how many changes and hosts there are of which it was never seen that the host had the change
public record Latencies(int changes, Histogram each, Histogram last, long unseen) {}
