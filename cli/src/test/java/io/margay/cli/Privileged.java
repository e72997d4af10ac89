package io.margay.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;

/// What tests with real packets need of a machine; without it they are skipped, and say why.
public final class Privileged {
    private Privileged() {}

    /// Skips the test unless namespaces and iptables can be used here.
    public static void assumeLab() {
        assume(Machine.privilege());
        assume(Machine.iptables(Netns.OWN));
    }

    private static void assume(Capability capability) {
        switch (capability) {
            case Capability.Supported() -> {}
            case Capability.Unsupported(var why) -> assumeTrue(false, "no packets can be sent here: " + why);
        }
    }
}
