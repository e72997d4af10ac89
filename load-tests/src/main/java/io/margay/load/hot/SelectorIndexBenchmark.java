package io.margay.load.hot;

import io.margay.index.match.SelectorIndex;
import io.margay.load.dataset.Preset;
import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a fingerprint or a selector that comes and goes costs, among those of a cluster.
@State(Scope.Thread)
public class SelectorIndexBenchmark {
    @Param({"A", "B"})
    Preset preset = Preset.A;

    private final SelectorIndex index = new SelectorIndex();
    private List<LabelLookup> labels = List.of();
    private List<Selector> selectors = List.of();
    private int next;

    /// All of the cluster is in the index.
    @Setup
    public void fill() throws IOException {
        var population = Population.of(preset);
        labels = population.labels();
        selectors = population.selectors();
        for (int number = 0; number < selectors.size(); number++) {
            index.addSelector(number, selectors.get(number));
        }
        for (int number = 0; number < labels.size(); number++) {
            index.put(number, labels.get(number));
        }
    }

    /// One goes, and comes again.
    @Benchmark
    public Object fingerprint() {
        int number = next++ % labels.size();
        index.remove(number);
        return index.put(number, labels.get(number));
    }

    /// One goes, and comes again.
    @Benchmark
    public void selector() {
        int number = next++ % selectors.size();
        index.removeSelector(number);
        index.addSelector(number, selectors.get(number));
    }
}
