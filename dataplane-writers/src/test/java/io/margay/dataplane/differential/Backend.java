package io.margay.dataplane.differential;

import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.iptables.Backends;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.IptablesWriter;
import io.margay.dataplane.iptables.MovedClock;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.plan.Writer;
import java.util.function.UnaryOperator;

/// A writer, as a parameter of the tests of this package.
enum Backend {
    /// iptables over nf_tables, and ipset.
    IPTABLES_NFT;

    /// A life of a writer in a node's namespace: it knows nothing of what is there.
    record Life(Writer writer, AutoCloseable kernel, MovedClock clock) {}

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
        }
    }

    /// Whether each step of a change keeps closed what is closed before and after the change, for all sets that the
    /// change
    /// concerns. Where it does not, tests count what it opens, and bear it where it was seen before.
    boolean neverOpens() {
        return switch (this) {
            case IPTABLES_NFT -> true;
        };
    }

    /// Whether it makes the kernel forget the connections of an address that changes hands.
    boolean forgetsConnections() {
        return switch (this) {
            case IPTABLES_NFT -> true;
        };
    }

    /// Whether it finds what others changed of its own, and puts it right.
    boolean repairs() {
        return switch (this) {
            case IPTABLES_NFT -> true;
        };
    }

    /// A new life on a node.
    Life begin(Netns netns, Between between) {
        return switch (this) {
            case IPTABLES_NFT -> {
                var commands = Commands.in(netns);
                var ipset = NetlinkIpset.in(netns);
                var conntrack = NetlinkConntrack.in(netns);
                var clock = new MovedClock();
                var outside = new IptablesWriter.Outside(
                        Backends.only(between.iptables.apply(Iptables.nft(commands))),
                        between.ipset.apply(ipset),
                        Routes.exec(commands),
                        clock);
                var writer = new FlowWriter(
                        new IptablesWriter(IptablesConfig.standard(), outside), conntrack, FlowsConfig.standard());
                AutoCloseable kernel = () -> {
                    ipset.close();
                    conntrack.close();
                };
                yield new Life(writer, kernel, clock);
            }
        };
    }
}
