package io.margay.load.bench;

import java.util.List;

/// What it cost to send every host all that it needs.
///
/// @param bytes to each host, in order of size
/// @param cpuNanos of the whole process, for all hosts
/// @param wallNanos until the last host was sent it
public record FirstSnapshots(List<Long> bytes, long cpuNanos, long wallNanos) {
    public FirstSnapshots {
        bytes = List.copyOf(bytes);
    }
}
