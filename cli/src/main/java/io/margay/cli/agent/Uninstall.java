package io.margay.cli.agent;

import io.margay.cli.local.LocalSocket;
import io.margay.dataplane.agent.state.StateRemoval;
import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.iptables.Removal;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.IptablesProgram;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Takes an agent's traces away: from the kernel, and from the disk.
public final class Uninstall {
    private Uninstall() {}

    /// Removes all; what is left, a line each. No agent may run.
    static List<String> remove(AgentSetup setup) {
        var left = new ArrayList<String>();
        var netns = setup.netns();
        try (var ipset = NetlinkIpset.in(netns);
                var conntrack = NetlinkConntrack.in(netns)) {
            left.addAll(Removal.remove(IptablesProgram.all(Commands.in(netns)), ipset));
            left.addAll(FlowWriter.forget(conntrack, FlowsConfig.read(setup.config())));
        }
        try {
            StateRemoval.delete(setup.stateFolder());
        } catch (IOException e) {
            left.add(String.valueOf(e.getMessage()));
        }
        return left;
    }

    /// The same where no agent answers.
    ///
    /// Errors: an IOException in words for a person where there is an agent that does not; nothing is removed then.
    public static List<String> withoutAgent(AgentSetup setup) throws IOException {
        if (LocalSocket.isHeld(setup.socket())) {
            throw new IOException(
                    "an agent is there that does not answer at " + setup.socket() + ": end its process first");
        }
        if (StateRemoval.isInUse(setup.stateFolder())) {
            throw new IOException("an agent is there that uses " + setup.stateFolder() + ": end its process first");
        }
        return remove(setup);
    }
}
