package io.margay.cli.bench;

import io.margay.cli.compute.Computation;
import io.margay.cli.compute.Digests;
import io.margay.load.bench.Cost;
import io.margay.load.bench.Edit;
import io.margay.load.bench.UpdateBench;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Measures updates, and compares their end with a fresh beginning.
public final class UpdateRun {
    private static final int PROGRESS_EVERY = 500;

    /// How it is to be done.
    ///
    /// @param batch how many edits are applied as one, where they are not paced
    /// @param rate how many are applied in a second, one by one, and measured as a whole; 0: batch by batch
    /// @param unmeasured how many are applied first and not counted
    /// @param verify whether to compare in the end
    public record Options(int batch, int rate, int unmeasured, boolean verify) {}

    private final Options options;
    private final PrintWriter progress;

    /// @param progress gets words for people while it goes on
    public UpdateRun(Options options, PrintWriter progress) {
        this.options = options;
        this.progress = progress;
    }

    /// Applies all edits to an engine that holds these resources.
    public UpdateReport measure(List<Resource> resources, List<Edit> edits) throws IOException {
        var held = new TreeMap<String, String>();
        UpdateReport report;
        try (var bench = UpdateBench.of(resources)) {
            say("computed " + resources.size() + " resources; hosts come");
            report = measure(bench, edits);
            if (options.verify) {
                held.putAll(Digests.of(bench.nodes()));
            }
        }
        return options.verify ? report.verified(isFresh(held, Edit.applied(resources, edits))) : report;
    }

    private UpdateReport measure(UpdateBench bench, List<Edit> edits) {
        var first = bench.attachHosts();
        Background.awaitCompiler();
        int unmeasured = Math.min(options.unmeasured, edits.size());
        var _ = apply(bench, edits.subList(0, unmeasured));
        Background.awaitCompiler();
        var before = Background.now();
        var costs = apply(bench, edits.subList(unmeasured, edits.size()));
        var background = Background.now().since(before);
        return new UpdateReport(
                options.batch, options.rate, bench.flushInterval(), first, costs, background, Optional.empty());
    }

    private List<Cost> apply(UpdateBench bench, List<Edit> edits) {
        if (options.rate > 0) {
            return edits.isEmpty() ? List.of() : List.of(bench.applyPaced(edits, options.rate));
        }
        var costs = new ArrayList<Cost>();
        int said = 0;
        for (int from = 0; from < edits.size(); from += options.batch) {
            costs.add(bench.apply(edits.subList(from, Math.min(from + options.batch, edits.size()))));
            if (from - said >= PROGRESS_EVERY) {
                said = from;
                say(from + " of " + edits.size() + " updates");
            }
        }
        return costs;
    }

    private boolean isFresh(Map<String, String> held, Collection<Resource> last) throws IOException {
        say("comparing with a fresh engine");
        try (var fresh = Computation.start()) {
            return Digests.of(fresh.of(last, Optional.empty())).equals(held);
        }
    }

    private void say(String what) {
        progress.println(what);
        progress.flush();
    }
}
