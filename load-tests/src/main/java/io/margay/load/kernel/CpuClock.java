package io.margay.load.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// The CPU time that this process has used, all threads together: the collector's and the compiler's too.
///
/// On Linux from `clock_gettime`, in nanoseconds, at about a microsecond a call; the JDK's own figure comes in steps of
/// 10 ms and stands in elsewhere. For one thread.
public final class CpuClock {
    private static final int PROCESS_CPU = 2;
    private static final long NANOS = 1_000_000_000;
    private static final MemoryLayout TIMESPEC = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);

    private final @Nullable MethodHandle clockGetTime;
    private final MemorySegment time = Arena.ofAuto().allocate(TIMESPEC);

    private CpuClock(@Nullable MethodHandle clockGetTime) {
        this.clockGetTime = clockGetTime;
    }

    /// The clock of this process.
    public static CpuClock ofThisProcess() {
        return new CpuClock(System.getProperty("os.name", "").equals("Linux") ? clockGetTime() : null);
    }

    /// CPU time since the process began, in nanoseconds.
    public long nanos() {
        return clockGetTime == null ? coarse() : fine(clockGetTime);
    }

    /// How small the steps are in which it goes, in nanoseconds.
    public long resolution() {
        return clockGetTime == null ? NANOS / 100 : 1;
    }

    private long fine(MethodHandle call) {
        try {
            int failed = (int) call.invokeExact(PROCESS_CPU, time);
            if (failed != 0) {
                throw new IllegalStateException("clock_gettime failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime throws nothing", e);
        }
        return time.get(JAVA_LONG, 0) * NANOS + time.get(JAVA_LONG, JAVA_LONG.byteSize());
    }

    private static long coarse() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    @SuppressWarnings("restricted") // the call is a fixed one, with memory of our own
    private static MethodHandle clockGetTime() {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().findOrThrow("clock_gettime");
        return linker.downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }
}
