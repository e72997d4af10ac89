package io.margay.cli.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What the JVM's own threads did over a time. The collector's work is in the CPU figures of the batches in which it
/// came; the compiler's is where it falls into one.
///
/// @param gcMillis time spent collecting
/// @param compilerMillis time spent compiling, on a thread of its own
record Background(long gcMillis, long compilerMillis) {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MOST_LOOKS = 120;

    /// What has been done since the JVM began.
    static Background now() {
        return new Background(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    /// Waits until the compiler has nothing more to do, as far as that shows: for two looks, or a minute. What it was
    /// given by what came before is not what the next thing costs.
    static void awaitCompiler() {
        var compiler = ManagementFactory.getCompilationMXBean();
        int quiet = 0;
        for (int look = 0; look < MOST_LOOKS && quiet < 2; look++) {
            long before = compiler.getTotalCompilationTime();
            LockSupport.parkNanos(LOOK.toNanos());
            quiet = compiler.getTotalCompilationTime() == before ? quiet + 1 : 0;
        }
    }

    /// What has been done since then.
    Background since(Background then) {
        return new Background(gcMillis - then.gcMillis, compilerMillis - then.compilerMillis);
    }
}
