package io.margay.dataplane.iptables;

import com.typesafe.config.Config;
import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.kernel.netlink.NetlinkRuleCommits;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A network namespace that iptables is written in: its writer, with the flows that end, and what people ask of it.
public final class IptablesHost implements AutoCloseable {
    private final Backends backends;
    private final Ipset ipset;
    private final Conntrack conntrack;
    private final Routes routes;
    private final IptablesWriter rules;
    private final Writer writer;

    private IptablesHost(IptablesWriter.Outside outside, Conntrack conntrack, Config config) {
        this.backends = outside.backends();
        this.ipset = outside.ipset();
        this.conntrack = conntrack;
        this.routes = outside.routes();
        this.rules = new IptablesWriter(IptablesConfig.read(config), outside);
        this.writer = new FlowWriter(rules, conntrack, FlowsConfig.read(config), InstantSource.system());
    }

    /// Looks which iptables the namespace uses; writes nothing yet.
    ///
    /// @param paths those that its own endpoints leave open
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static IptablesHost in(Netns netns, EnginePaths paths, Config config) {
        var commands = Commands.in(netns);
        var found = Backends.find(IptablesConfig.read(config).upkeep(), commands);
        var backends = found.used().backend() == Backend.NFT
                ? found.with(Iptables.standing(commands, NetlinkRuleCommits.in(netns)))
                : found;
        var outside = new IptablesWriter.Outside(
                backends, NetlinkIpset.in(netns), NetlinkRoutes.in(netns), paths, InstantSource.system());
        return new IptablesHost(outside, NetlinkConntrack.in(netns), config);
    }

    /// What writes there.
    public Writer writer() {
        return writer;
    }

    /// Which iptables is used, and why.
    public Backends backends() {
        return backends;
    }

    /// What the kernel counted.
    public Counters counters() {
        return new Counters(backends.used());
    }

    /// Which interface each endpoint was found behind. For any thread.
    public Map<ResourceKey, String> interfaces() {
        return rules.interfaces();
    }

    /// Which interfaces each host endpoint takes; `+` is all that none takes. For any thread.
    public Map<ResourceKey, List<String>> hostInterfaces() {
        return rules.hostInterfaces();
    }

    /// To be called when nobody uses the writer any more; the kernel keeps what it has.
    @Override
    public void close() {
        ipset.close();
        conntrack.close();
        routes.close();
        backends.used().close();
    }
}
