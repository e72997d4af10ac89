package io.margay.load.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of this process, as Linux counts it, in bytes.
///
/// @param peak the most that was resident so far
/// @param resident what is now; `anonymous` of it is no part of a file
record Memory(long peak, long resident, long anonymous) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    static Memory now() throws IOException {
        return new Memory(field("VmHWM:"), field("VmRSS:"), field("RssAnon:"));
    }

    private static long field(String name) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(0);
    }
}
