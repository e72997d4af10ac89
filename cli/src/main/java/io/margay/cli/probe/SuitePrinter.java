package io.margay.cli.probe;

import io.margay.model.parse.Value;
import java.io.PrintWriter;
import java.util.List;

/// Prints what a suite's clusters answered: all of it where nothing is expected, else what differs.
public final class SuitePrinter {
    private final PrintWriter out;
    private final boolean json;
    private boolean compares;
    private int clusters;
    private int probes;
    private int wrong;

    /// @param json whether it is read by a machine
    public SuitePrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /// One cluster's answers, in the order of its probes.
    void print(Cluster cluster, List<Value.Mapping> answers) {
        clusters++;
        probes += answers.size();
        var expected = cluster.expected();
        if (expected == null) {
            out.println(JsonText.print(new JsonObject()
                    .text("id", cluster.id())
                    .value("answers", new Value.Sequence(0, List.copyOf(answers)))
                    .done()));
            return;
        }
        compares = true;
        for (int i = 0; i < answers.size(); i++) {
            if (!(expected.get(i) instanceof Value.Mapping asked) || !Expectation.holds(asked, answers.get(i))) {
                wrong++;
                print(cluster, i, answers.get(i));
            }
        }
    }

    /// The last line, but where answers were printed instead of compared.
    void end() {
        compares |= clusters == 0;
        if (compares && json) {
            var sum = new JsonObject()
                    .number("clusters", clusters)
                    .number("probes", probes)
                    .number("wrong", wrong);
            out.println(JsonText.print(sum.done()));
        } else if (compares) {
            out.println(clusters + " clusters, " + probes + " probes, " + wrong + " wrong");
        }
        out.flush();
    }

    /// How many clusters were judged.
    int clusters() {
        return clusters;
    }

    /// How many answers were not as expected.
    int wrong() {
        return wrong;
    }

    private void print(Cluster cluster, int index, Value.Mapping got) {
        var probe = cluster.probes().get(index);
        var expected = cluster.expected() == null ? got : cluster.expected().get(index);
        if (json) {
            out.println(JsonText.print(new JsonObject()
                    .text("cluster", cluster.id())
                    .value("probe", probe.id())
                    .value("expected", expected)
                    .value("got", got)
                    .done()));
            return;
        }
        var packet = probe instanceof ParsedProbe.Good good ? ": " + ExpectationPrinter.packet(good.probe()) : "";
        out.println("wrong: cluster " + cluster.id() + ", probe " + JsonText.print(probe.id()) + packet);
        out.println("  expected " + JsonText.print(expected));
        out.println("  got      " + JsonText.print(got));
    }
}
