package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What a released host's kernel is told.
class WriterReleaseTest {
    private static final Exit DONE = new Exit(0, "", "");
    private static final Releases HOST = new Releases(true, Set.of());
    private static final String NOTHING_BUT_RETURN =
            "-A mgy-forward -m comment --comment \"#HASH this host is released\" -j RETURN";

    private final List<String> told = new ArrayList<>();
    private final Writer writer =
            new IptablesWriter(IptablesConfig.standard(), iptables(), new MemoryIpset(), Routes.none());
    private boolean refusesPolicies;

    @Test
    void aHostIsReleasedThoughTheKernelRefusesItsPolicies() {
        refusesPolicies = true;
        assertThat(begin()).isInstanceOf(Writer.Failed.class);
        told.clear();
        assertThat(writer.release(HOST)).isInstanceOf(Writer.Done.class);
        assertThat(told)
                .hasSize(2)
                .allSatisfy(text -> assertThat(text.replaceAll("#[\\w-]+", "#HASH"))
                        .contains(NOTHING_BUT_RETURN)
                        .doesNotContain("-j DROP", "mgy-pi-"));
    }

    @Test
    void aHostThatIsReleasedBeforeItKnowsAnythingStaysSoUntilItDoes() {
        assertThat(writer.release(HOST)).isInstanceOf(Writer.Done.class);
        assertThat(begin()).isInstanceOf(Writer.Done.class);
        assertThat(told).isNotEmpty().noneMatch(text -> text.contains("mgy-pi-"));
        told.clear();
        assertThat(writer.release(Releases.NONE)).isInstanceOf(Writer.Done.class);
        assertThat(told)
                .as("chains that are new come before what leads to them")
                .hasSize(4);
        assertThat(told.subList(0, 2))
                .allMatch(text -> text.contains("mgy-pi-") && text.contains("-j DROP"))
                .noneMatch(text -> text.contains("mgy-forward"));
        assertThat(told.subList(2, 4)).allMatch(text -> text.contains(":mgy-forward "));
        told.clear();
        assertThat(writer.refresh()).isInstanceOf(Writer.Done.class);
        assertThat(told).isEmpty();
    }

    private Writer.Outcome begin() {
        var holding = new Holding().policy("p", Direction.INGRESS, source(ALLOW, selected("a")));
        holding.peer("a", List.of(Ip.parse("10.0.0.1").orElseThrow()));
        return writer.apply(new ByTransaction().receive(holding.everything(0, 1)));
    }

    private Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                if (refusesPolicies && text.contains("-A mgy-pi-")) {
                    return new Exit(1, "", "no such match");
                }
                told.add(text);
                return DONE;
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                return DONE;
            }
        };
    }
}
