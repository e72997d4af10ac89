package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What having flows judged again adds to a change, in a table of 50,000 flows of one workload. Asserts nothing of
/// time.
///
/// `-Dtest=JudgeBench`
class JudgeBench {
    private static final int MANY = 50_000;
    private static final int TURNS = 11;
    private static final FlowsConfig CONFIG = new FlowsConfig(true, 28, 29);
    private static final FlowMark JUDGED = new FlowMark(0, 1 << 28 | 1 << 29);

    /// Rules that are in force at once.
    private static final class NoRules implements Writer {
        @Override
        public Outcome apply(Plan plan) {
            return new Done(List.of());
        }

        @Override
        public Outcome refresh() {
            return new Done(List.of());
        }
    }

    private final ByTransaction host = new ByTransaction();
    private long revision;

    @Test
    void measure() throws Exception {
        try (var lab = FlowLab.open()) {
            lab.tcp(FlowLab.B4, 1000);
            var writer = new FlowWriter(new NoRules(), lab.conntrack(), CONFIG);
            report("no flows", lab, writer, true);
            lab.make(IpVersion.V4, MANY);
            report("50,000 flows, all judged since", lab, writer, true);
            report("50,000 flows, all waiting", lab, writer, false);
        }
    }

    private void report(String what, FlowLab lab, FlowWriter writer, boolean areJudged) {
        var times = new long[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            if (areJudged) {
                FlowLab.count(lab.conntrack().markIf(Conntrack.Filter.all(IpVersion.V4), _ -> true, JUDGED));
            }
            var plan = change();
            long start = System.nanoTime();
            assertThat(writer.apply(plan)).isEqualTo(new Writer.Done(List.of()));
            times[turn] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%-32s p50 %6.1f ms%n", what, times[TURNS / 2] / 1e6);
    }

    private Plan change() {
        var pod = new ResourceKey(Kind.POD, "test", "a");
        // All flows of the lab are to this one.
        var address = Cidr.of(Ip.parse("10.0.255.255").orElseThrow());
        long base = revision++;
        return host.receive(new Transaction(
                "test",
                base,
                revision,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new RuleSet(pod, "version " + revision, List.of(address), "id", List.of())),
                Transaction.Gone.NOTHING));
    }
}
