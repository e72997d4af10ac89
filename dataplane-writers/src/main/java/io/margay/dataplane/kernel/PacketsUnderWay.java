package io.margay.dataplane.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/// The packets that are in the kernel's hands at this moment, and may have been judged by rules that are no more.
///
/// The kernel handles a packet from its arrival to its departure inside one section of RCU, and a global membarrier
/// waits for all of these. Source: `membarrier(2)`.
public final class PacketsUnderWay {
    private static final MethodHandle SYSCALL = Libc.function(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(1));
    private static final Map<String, Long> MEMBARRIER = Map.of("amd64", 324L, "aarch64", 283L, "riscv64", 283L);
    private static final int GLOBAL = 1;

    private PacketsUnderWay() {}

    /// Waits until they are through; false where this kernel has no way to: one may then be some microseconds late.
    ///
    /// Cost: some milliseconds; no CPU.
    public static boolean await() {
        var number = MEMBARRIER.get(System.getProperty("os.arch", ""));
        if (number == null) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            return (long) SYSCALL.invokeExact(Libc.state(arena), number.longValue(), GLOBAL, 0, 0) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("a system call could not be made", e);
        }
    }
}
