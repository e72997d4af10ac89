package io.margay.dataplane.differential;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.iptables.Backends;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.IptablesWriter;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.kernel.netlink.NetlinkRuleCommits;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.IpVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A writer, as a parameter of the tests of this package.
enum Backend {
    /// iptables over nf_tables, and ipset.
    IPTABLES_NFT,
    /// The older iptables, and ipset.
    IPTABLES_LEGACY;

    /// Of the random clusters of the first backend in a default run, the share that each other one is given: what it
    /// writes is the same.
    private static final int SHARE = 4;

    /// A life of a writer in a node's namespace: it knows nothing of what is there.
    record Life(Writer writer, AutoCloseable kernel) {}

    /// What is put between a writer and the kernel.
    ///
    /// @param ipset around what writes sets
    /// @param iptables around what writes rules
    /// @param applied is told that the writer has done what it was to do
    record Between(UnaryOperator<Ipset> ipset, UnaryOperator<Iptables> iptables, Runnable applied) {
        static final Between NOTHING = new Between(UnaryOperator.identity(), UnaryOperator.identity(), () -> {});
    }

    /// Skips the test, and says why, where this machine cannot.
    void assume() {
        switch (this) {
            case IPTABLES_NFT -> Privileged.assumeLab();
            case IPTABLES_LEGACY -> {
                Privileged.assumeLab();
                var look = Commands.in(Netns.OWN).run("iptables-legacy-restore", "--version");
                assumeTrue(look.ok(), "there is no iptables-legacy here: " + look.why());
            }
        }
    }

    /// How many of so many random clusters this one has in a default run; at least one.
    int few(int many) {
        return switch (this) {
            case IPTABLES_NFT -> many;
            case IPTABLES_LEGACY -> Math.max(1, many / SHARE);
        };
    }

    /// Which of the two iptables it writes, as the names of programs have it.
    String iptables() {
        return kernel().text();
    }

    /// One that a node may change to and from, with what others have there.
    Backend other() {
        return switch (this) {
            case IPTABLES_NFT -> IPTABLES_LEGACY;
            case IPTABLES_LEGACY -> IPTABLES_NFT;
        };
    }

    private io.margay.dataplane.kernel.Backend kernel() {
        return switch (this) {
            case IPTABLES_NFT -> io.margay.dataplane.kernel.Backend.NFT;
            case IPTABLES_LEGACY -> io.margay.dataplane.kernel.Backend.LEGACY;
        };
    }

    /// Whether it makes the kernel forget the connections of an address that changes hands.
    boolean forgetsConnections() {
        return switch (this) {
            case IPTABLES_NFT, IPTABLES_LEGACY -> true;
        };
    }

    /// Whether it finds what others changed of its own, and puts it right.
    boolean repairs() {
        return switch (this) {
            case IPTABLES_NFT, IPTABLES_LEGACY -> true;
        };
    }

    /// A new life on a node. What an earlier one left in another backend goes once everything is in this one.
    ///
    /// @param clock by which it looks for what others changed
    Life begin(Netns netns, Between between, InstantSource clock) {
        var commands = Commands.in(netns);
        var ipset = NetlinkIpset.in(netns);
        var conntrack = NetlinkConntrack.in(netns);
        var routes = NetlinkRoutes.in(netns);
        var programs =
                this == IPTABLES_NFT ? Iptables.standing(commands, NetlinkRuleCommits.in(netns)) : iptables(commands);
        var used = between.iptables.apply(programs);
        var left = between.iptables.apply(other().iptables(commands));
        var outside = new IptablesWriter.Outside(
                new Backends(used, Optional.of(left), List.of(IpVersion.values()), name()),
                between.ipset.apply(ipset),
                routes,
                clock);
        var writer = new FlowWriter(
                new IptablesWriter(IptablesConfig.standard(), outside), conntrack, FlowsConfig.standard());
        AutoCloseable kernel = () -> {
            ipset.close();
            conntrack.close();
            routes.close();
            programs.close();
        };
        return new Life(writer, kernel);
    }

    private Iptables iptables(Commands commands) {
        return Iptables.of(kernel(), commands, Iptables.LOCK_WAIT);
    }
}
