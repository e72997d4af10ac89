package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.FlowLab.A4;
import static io.margay.dataplane.kernel.netlink.FlowLab.A6;
import static io.margay.dataplane.kernel.netlink.FlowLab.B4;
import static io.margay.dataplane.kernel.netlink.FlowLab.B6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.kernel.Netns;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The kernel's own search for the flows of an address: what it takes, of flows of real packets, and what is relied on.
class AddressFilterIT {
    private static final Ip SERVICE_4 = Ip.parse("10.96.0.10").orElseThrow();
    private static final Ip SERVICE_6 = Ip.parse("fd00:96::a").orElseThrow();
    private static final Ip OUTSIDE = Ip.parse("192.168.100.1").orElseThrow();
    private static final int TRANSLATED_PORT = 1009;

    private static FlowLab lab;
    private static NetlinkConntrack conntrack;

    @BeforeAll
    static void makeLab() throws Exception {
        lab = FlowLab.open();
        conntrack = lab.conntrack();
        lab.run("iptables-nft", "-t raw -A PREROUTING -p icmp -j CT --zone 7");
        lab.run("iptables-nft", "-t nat -A PREROUTING -d " + SERVICE_4 + " -p tcp -j DNAT --to " + B4 + ":80");
        lab.run(
                "iptables-nft",
                "-t nat -A POSTROUTING -p udp --sport " + TRANSLATED_PORT + " -j SNAT --to " + OUTSIDE + ":4000-4000");
        lab.run("ip6tables-nft", "-t nat -A PREROUTING -d " + SERVICE_6 + " -p tcp -j DNAT --to [" + B6 + "]:80");
    }

    @AfterAll
    static void removeLab() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void fill() throws NetlinkFailure {
        lab.clear();
        lab.make(IpVersion.V4, 3);
        lab.make(IpVersion.V6, 3);
        lab.tcp(B4, 1000);
        lab.tcp(SERVICE_4, 1001);
        lab.udp(B4, TRANSLATED_PORT);
        lab.ping(B4);
        lab.tcp(B6, 1000);
        lab.tcp(SERVICE_6, 1001);
        lab.ping(B6);
    }

    @Test
    void whereverAnAddressStandsItsFlowsGoAndNoOthers() throws Exception {
        for (var address : List.of(A4, B4, SERVICE_4, OUTSIDE, A6, B6, SERVICE_6)) {
            fill();
            var v4 = lab.flows(IpVersion.V4);
            var v6 = lab.flows(IpVersion.V6);
            boolean isDone = conntrack.deleteOf(address);
            assertThat(isDone)
                    .as("relied on")
                    .isEqualTo(AddressFilter.ofThisKernel().isRightFor(address.version()));
            assertThat(lab.flows(IpVersion.V4)).isEqualTo(isDone ? without(address, v4) : v4);
            assertThat(lab.flows(IpVersion.V6)).isEqualTo(isDone ? without(address, v6) : v6);
        }
    }

    @Test
    void flowsOfIpv4AreFoundSinceLinux611() {
        var words = System.getProperty("os.version").split("\\D", 3);
        int major = Integer.parseInt(words[0]);
        assumeTrue(major > 6 || (major == 6 && Integer.parseInt(words[1]) >= 11), "an older kernel");
        assertThat(AddressFilter.ofThisKernel().isRightFor(IpVersion.V4)).isTrue();
    }

    private static SortedSet<String> without(Ip address, SortedSet<String> flows) {
        var left = new TreeSet<>(flows);
        left.removeIf(flow -> flow.contains(" " + address + ":") || flow.contains(">" + address + ":"));
        return left;
    }

    /// What is relied on is what was tried: a kernel that takes the wrong flows is found out by that alone.
    @Test
    void theTrialSaysWhatTheKernelDoesToFlowsOfPackets() throws Exception {
        for (var address : List.of(A4, A6)) {
            fill();
            var before = lab.flows(address.version());
            boolean isTaken = deleteEverywhere(address);
            var left = lab.flows(address.version());
            assertThat(AddressFilter.ofThisKernel().isRightFor(address.version()))
                    .as("%s, %s left", address, left)
                    .isEqualTo(isTaken && left.equals(without(address, before)));
        }
    }

    /// Whether the kernel takes the messages, whatever it does then.
    private static boolean deleteEverywhere(Ip address) throws NetlinkFailure {
        try (var socket = NetlinkSocket.open(lab.node().netns())) {
            for (var end : FlowEnd.values()) {
                end.delete(socket, address);
            }
            return socket.send("delete flows", (_, _, _) -> {}).isEmpty();
        }
    }

    @Test
    void withoutItNothingIsDeleted() {
        try (var other = NetlinkConntrack.withoutFilter(lab.node().netns())) {
            var before = lab.flows(IpVersion.V4);
            assertThat(other.deleteOf(A4)).isFalse();
            assertThat(lab.flows(IpVersion.V4)).isEqualTo(before);
        }
    }

    @Test
    void whereNobodyIsNothingIsDone() {
        try (var nowhere = NetlinkConntrack.in(new Netns("mgy-none"))) {
            assertThat(nowhere.deleteOf(A4)).isFalse();
        }
    }
}
