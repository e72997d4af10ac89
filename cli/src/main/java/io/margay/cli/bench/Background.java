package io.margay.cli.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// What the JVM's own threads did over a time. The collector's work is in the CPU figures of the batches in which it
/// came; the compiler's is where it falls into one.
///
/// @param gcMillis time spent collecting
/// @param compilerMillis time spent compiling, on a thread of its own
record Background(long gcMillis, long compilerMillis) {
    /// What has been done since the JVM began.
    static Background now() {
        return new Background(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    /// What has been done since then.
    Background since(Background then) {
        return new Background(gcMillis - then.gcMillis, compilerMillis - then.compilerMillis);
    }
}
