package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;
import org.junit.jupiter.api.Test;

class DemoIT {
    @Test
    void everyPairOfTheShopDoesAsExpected() {
        assume(Machine.privilege());
        assume(Machine.iptables(Netns.OWN));
        var run = CommandRun.of("demo", "-f", CommandRun.SHOP, "--no-install");
        assertThat(run.err()).contains("2 nodes and 11 workloads as network namespaces");
        assertThat(run.out()).endsWith("\n110 pairs, 110 as expected, 0 wrong\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void withoutPacketsItShowsWhatItWouldProgram() {
        var run = CommandRun.of("demo", "-f", CommandRun.SHOP, "--dry-run");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("no packets are sent: --dry-run").hasLineCount(1);
        assertThat(run.out())
                .contains("# ipset restore\n", "# iptables-restore --noflush\n", "# ip6tables-restore --noflush\n")
                .contains("NetworkPolicy/shop/default-deny ingress")
                .endsWith("shop/web-0          shop/promo-0        -\n");
    }

    @Test
    void anExampleThatIsWrongIsNotShown() {
        assertThat(CommandRun.of("demo", "-f", "no/such/folder").code()).isEqualTo(1);
    }

    private static void assume(Capability capability) {
        switch (capability) {
            case Capability.Supported() -> {}
            case Capability.Unsupported(var why) -> assumeTrue(false, "no packets can be sent here: " + why);
        }
    }
}
