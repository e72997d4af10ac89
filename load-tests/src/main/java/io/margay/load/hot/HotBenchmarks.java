package io.margay.load.hot;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks of this package, each in a JVM of its own.
public final class HotBenchmarks {
    /// What one operation costs.
    ///
    /// @param name class and method: `SelectorIndex.selector`
    /// @param on what it ran on: `B`
    /// @param nanos mean wall time of one thread, in ns
    /// @param plusMinus half the width of its interval of 99.9 %, in ns
    /// @param bytes allocated
    public record Result(String name, String on, double nanos, double plusMinus, double bytes) {}

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String SUFFIX = "Benchmark";
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;

    private HotBenchmarks() {}

    /// Those whose name has this pattern, in the order of their names. Cost: some ten seconds each.
    ///
    /// Errors: an IllegalArgumentException that names the pattern where none has it.
    ///
    /// @param progress gets what JMH says while it goes on
    public static List<Result> run(String pattern, PrintStream progress) {
        var options = new OptionsBuilder()
                .include(pattern)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        try {
            var format = OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL);
            return new Runner(options, format)
                    .run().stream().map(HotBenchmarks::result).toList();
        } catch (NoBenchmarksException e) {
            throw new IllegalArgumentException(pattern + ": no benchmark has this in its name", e);
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark failed: " + e.getMessage(), e);
        }
    }

    private static Result result(RunResult run) {
        var parameters = run.getParams();
        var name = parameters.getBenchmark();
        var simple = name.substring(HotBenchmarks.class.getPackageName().length() + 1);
        var on = parameters.getParamsKeys().stream()
                .map(parameters::getParam)
                .reduce("", (left, right) -> left.isEmpty() ? right : left + " " + right);
        var time = run.getPrimaryResult();
        var allocated = run.getSecondaryResults().get(ALLOCATED);
        return new Result(
                simple.replace(SUFFIX + ".", "."),
                on,
                time.getScore(),
                time.getScoreError(),
                allocated == null ? Double.NaN : allocated.getScore());
    }
}
