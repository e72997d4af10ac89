package io.margay.load.hot;

import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.load.dataset.Preset;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one packet between two pods costs to judge, with its trace.
@State(Scope.Thread)
public class EvaluatorBenchmark {
    private static final int STRIDE = 7919;
    private static final int PORT = 8080;

    @Param({"A", "B"})
    Preset preset = Preset.A;

    private Evaluator evaluator = Evaluator.of(List.of());
    private List<ResourceKey> pods = List.of();
    private int next;

    /// All of the cluster is known.
    @Setup
    public void fill() throws IOException {
        var population = Population.of(preset);
        evaluator = Evaluator.of(population.resources());
        pods = population.pods();
    }

    /// From one pod to another, another pair each time.
    @Benchmark
    public Answer judge() {
        next += STRIDE;
        return evaluator.judge(new Probe("", pod(next), pod(next / 2), Transport.to(Protocol.TCP, PORT), null));
    }

    private End pod(int number) {
        var key = pods.get(Math.floorMod(number, pods.size()));
        return new End.PodEnd(key.namespace(), key.name());
    }
}
