package io.margay.cli.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.util.Date;

/// Calls into the JDK that only some rooms may make; called or handed on as a method reference.
final class SystemCalls {

    static final DescribedPredicate<JavaAccess<?>> START_A_PROCESS = describe(
            "starts a process",
            access -> access.getTargetOwner().isEquivalentTo(Runtime.class)
                    && access.getTarget().getName().equals("exec"));

    static final DescribedPredicate<JavaAccess<?>> READ_THE_CLOCK = describe(
            "reads the system clock",
            access -> access.getTarget() instanceof CodeUnitAccessTarget target && readsTheClock(target));

    private SystemCalls() {}

    private static boolean readsTheClock(CodeUnitAccessTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis") || name.equals("nanoTime");
        }
        if (owner.isEquivalentTo(Clock.class)) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (owner.isEquivalentTo(Date.class)) {
            return name.equals("<init>") && target.getRawParameterTypes().isEmpty();
        }
        // Instant.now() and its like; with a Clock given, they read that one.
        return owner.getPackageName().equals("java.time") && name.equals("now") && !takesAClock(target);
    }

    private static boolean takesAClock(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
