package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.FlowLab.A4;
import static io.margay.dataplane.kernel.netlink.FlowLab.B4;
import static io.margay.dataplane.kernel.netlink.FlowLab.B6;
import static io.margay.dataplane.kernel.netlink.FlowLab.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowKey;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Flows of real packets, and tables of many, in a kernel.
class NetlinkConntrackIT {
    private static final Conntrack.Filter V4 = Conntrack.Filter.all(IpVersion.V4);
    private static final int MANY = 50_000;
    /// An object for each, with its addresses, would be twice as much. How much less it is depends on the compiler:
    /// some
    /// 40 bytes a flow before it has looked at the code, nothing after.
    private static final int MOST_ALLOCATED = 8 << 20;
    private static final int OTHERS = 0x0001_0000;
    private static final FlowMark OURS = new FlowMark(0x20, 0x30);

    private static FlowLab lab;
    private static NetlinkConntrack conntrack;

    @BeforeAll
    static void makeLab() throws Exception {
        lab = FlowLab.open();
        conntrack = lab.conntrack();
    }

    @AfterAll
    static void removeLab() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void clear() {
        lab.clear();
        for (var program : List.of("iptables-nft", "ip6tables-nft")) {
            lab.run(program, "-t nat -F");
            lab.run(program, "-t raw -F");
        }
    }

    @Test
    void flowsAreToldAsTheirPacketsWent() {
        lab.tcp(B4, 1000);
        lab.udp(B4, 1001);
        lab.ping(B4);
        assertThat(lab.flows(IpVersion.V4))
                .containsExactly(
                        "1 type 8 10.65.0.1:0>10.65.0.2:0 10.65.0.2:0>10.65.0.1:0",
                        "17 10.65.0.1:1001>10.65.0.2:53 10.65.0.2:53>10.65.0.1:1001",
                        "6 10.65.0.1:1000>10.65.0.2:80 10.65.0.2:80>10.65.0.1:1000");
        lab.tcp(B6, 1000);
        lab.udp(B6, 1001);
        lab.ping(B6);
        assertThat(lab.flows(IpVersion.V6))
                .containsExactly(
                        "17 fd00:65::1:1001>fd00:65::2:53 fd00:65::2:53>fd00:65::1:1001",
                        "58 type 128 fd00:65::1:0>fd00:65::2:0 fd00:65::2:0>fd00:65::1:0",
                        "6 fd00:65::1:1000>fd00:65::2:80 fd00:65::2:80>fd00:65::1:1000");
    }

    @Test
    void aTranslatedFlowHasItsPodInTheReply() {
        lab.run("iptables-nft", "-t nat -A PREROUTING -d 10.96.0.10 -p tcp --dport 80 -j DNAT --to 10.65.0.2:80");
        lab.run("iptables-nft", "-t nat -A POSTROUTING -s 10.65.0.1 -p udp -j SNAT --to 192.168.100.1:4000-4000");
        lab.run("ip6tables-nft", "-t nat -A PREROUTING -d fd00:96::a -p tcp --dport 80 -j DNAT --to [fd00:65::2]:80");
        lab.tcp(Ip.parse("10.96.0.10").orElseThrow(), 1000);
        lab.udp(B4, 1001);
        assertThat(lab.flows(IpVersion.V4))
                .containsExactly(
                        "17 10.65.0.1:1001>10.65.0.2:53 10.65.0.2:53>192.168.100.1:4000",
                        "6 10.65.0.1:1000>10.96.0.10:80 10.65.0.2:80>10.65.0.1:1000");
        lab.tcp(Ip.parse("fd00:96::a").orElseThrow(), 1000);
        assertThat(lab.flows(IpVersion.V6))
                .containsExactly("6 fd00:65::1:1000>fd00:96::a:80 fd00:65::2:80>fd00:65::1:1000");
        assertThat(statuses()).containsExactlyInAnyOrder(Flow.SOURCE_TRANSLATED, Flow.DESTINATION_TRANSLATED);
        assertThat(count(conntrack.deleteIf(V4, flow -> flow.reply().sourceLow() == B4.low())))
                .isEqualTo(2);
        assertThat(lab.flows(IpVersion.V4)).isEmpty();
    }

    private static List<Integer> statuses() {
        var statuses = new ArrayList<Integer>();
        conntrack.list(
                V4, flow -> statuses.add(flow.status() & (Flow.SOURCE_TRANSLATED | Flow.DESTINATION_TRANSLATED)));
        return statuses;
    }

    @Test
    void onlyWhatIsMeantIsDeleted() {
        lab.tcp(B4, 1000);
        lab.udp(B4, 1001);
        lab.udp(B4, 1002);
        lab.udp(B6, 1001);
        assertThat(count(conntrack.deleteIf(V4, flow -> flow.original().sourcePort() == 1001)))
                .isEqualTo(1);
        assertThat(lab.flows(IpVersion.V4)).hasSize(2).noneMatch(flow -> flow.contains("1001"));
        assertThat(lab.flows(IpVersion.V6)).hasSize(1);
        assertThat(count(conntrack.deleteIf(V4, flow -> flow.original().sourceLow() == A4.low())))
                .isEqualTo(2);
    }

    @Test
    void aFlowIsDeletedByItsKeyAndOneOfAnotherNumberIsNot() {
        lab.udp(B4, 1001);
        var attributes = key().attributes();
        // The number is the last.
        int last = attributes.length - 1;
        attributes[last] = (byte) (attributes[last] ^ 1);
        assertThat(conntrack.delete(new FlowKey(IpVersion.V4, attributes))).isEmpty();
        assertThat(lab.flows(IpVersion.V4)).hasSize(1);
        var key = key();
        assertThat(conntrack.delete(key)).isEmpty();
        assertThat(lab.flows(IpVersion.V4)).isEmpty();
        assertThat(conntrack.delete(key)).isEmpty();
    }

    private static FlowKey key() {
        var keys = new ArrayList<FlowKey>();
        assertThat(conntrack.list(V4, flow -> keys.add(flow.key()))).isEmpty();
        assertThat(keys).hasSize(1);
        return keys.getFirst();
    }

    @Test
    void aFlowOfAZoneIsToldWithItAndDeletedThere() {
        lab.run("iptables-nft", "-t raw -A PREROUTING -p udp -j CT --zone 7");
        lab.udp(B4, 1001);
        lab.tcp(B4, 1000);
        var zones = new ArrayList<Integer>();
        assertThat(conntrack.list(V4, flow -> zones.add(flow.zone()))).isEmpty();
        assertThat(zones).containsExactlyInAnyOrder(0, 7);
        assertThat(count(conntrack.deleteIf(V4, flow -> flow.zone() == 7))).isEqualTo(1);
        assertThat(lab.flows(IpVersion.V4)).hasSize(1).allMatch(flow -> flow.startsWith("6 "));
        lab.udp(B4, 1001);
        lab.clear();
        assertThat(lab.flows(IpVersion.V4)).isEmpty();
    }

    @Test
    void marksAreGivenBitByBit() {
        lab.udp(B4, 1001);
        lab.udp(B4, 1002);
        assertThat(count(conntrack.markIf(V4, _ -> true, new FlowMark(OTHERS | 0x10, OTHERS | 0x10))))
                .isEqualTo(2);
        assertThat(count(conntrack.markIf(V4, flow -> flow.original().sourcePort() == 1001, OURS)))
                .isEqualTo(1);
        assertThat(marks(V4)).containsExactlyInAnyOrder(OTHERS | 0x20, OTHERS | 0x10);
        assertThat(marks(FlowLab.marked(0x20, 0x30))).containsExactly(OTHERS | 0x20);
        assertThat(count(conntrack.deleteIf(FlowLab.marked(0x10, 0x30), _ -> true)))
                .isEqualTo(1);
        assertThat(marks(V4)).containsExactly(OTHERS | 0x20);
    }

    private static List<Integer> marks(Conntrack.Filter filter) {
        var marks = new ArrayList<Integer>();
        assertThat(conntrack.list(filter, flow -> marks.add(flow.mark()))).isEmpty();
        return marks;
    }

    @Test
    void manyFlowsAreToldAndDeletedWithoutBeingInMemory() throws NetlinkFailure {
        for (var version : IpVersion.values()) {
            var filter = Conntrack.Filter.all(version);
            lab.make(version, MANY);
            var seen = new BitSet(MANY);
            assertThat(conntrack.list(filter, flow -> see(flow, seen))).isEmpty();
            assertThat(seen.cardinality()).isEqualTo(MANY);
            long before = allocated();
            assertThat(count(conntrack.markIf(filter, _ -> true, OURS))).isEqualTo(MANY);
            assertThat(count(conntrack.deleteIf(filter, flow -> (flow.original().sourceLow() & 1) == 0)))
                    .isEqualTo(MANY / 2);
            assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
            seen.clear();
            assertThat(conntrack.list(filter, flow -> see(flow, seen))).isEmpty();
            assertThat(seen.cardinality()).isEqualTo(MANY / 2);
            assertThat(seen.nextSetBit(0)).isEqualTo(1);
        }
    }

    private static void see(Flow flow, BitSet seen) {
        if (flow.original().sourcePort() == 1000) {
            seen.set((int) flow.original().sourceLow() & 0xffff);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void flowsThatVanishMeanwhileAreNeitherCountedNorRefused() throws NetlinkFailure {
        lab.make(IpVersion.V4, 5000);
        try (var other = NetlinkConntrack.in(lab.node().netns())) {
            var gone = new int[1];
            var deleted = conntrack.deleteIf(V4, flow -> {
                if ((flow.original().sourceLow() & 1) == 1) {
                    assertThat(other.delete(flow.key())).isEmpty();
                    gone[0]++;
                }
                return true;
            });
            assertThat(gone[0]).isGreaterThanOrEqualTo(2500);
            assertThat(count(deleted)).isEqualTo(2500);
            assertThat(lab.flows(IpVersion.V4)).isEmpty();
        }
    }

    @Test
    void aSinkThatFailsLeavesNothingHalfSaid() {
        lab.udp(B4, 1001);
        assertThatThrownBy(() -> conntrack.deleteIf(V4, _ -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(lab.flows(IpVersion.V4)).hasSize(1);
        assertThatThrownBy(() -> conntrack.list(V4, flow -> conntrack.delete(flow.key())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lab.flows(IpVersion.V4)).hasSize(1);
    }

    @Test
    void whereNobodyIsNothingIsWritten() {
        try (var nowhere = NetlinkConntrack.in(new Netns("mgy-none"))) {
            assertThat(nowhere.list(V4, _ -> {}).map(Refusal::reason)).hasValue(Refusal.Reason.NO_ACCESS);
            assertThat(nowhere.deleteIf(V4, _ -> true))
                    .isInstanceOfSatisfying(
                            Reading.Unread.class,
                            it -> assertThat(it.why().reason()).isEqualTo(Refusal.Reason.NO_ACCESS));
        }
    }
}
