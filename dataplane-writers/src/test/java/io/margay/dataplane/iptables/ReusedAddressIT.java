package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.flows.Ended;
import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.ruleset.Direction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A pod ends, and another gets its address: what is left of the first one's flows, with real packets.
class ReusedAddressIT {
    private final ByTransaction desired = new ByTransaction();
    private PacketLab lab;
    private NetlinkConntrack conntrack;
    private long revision;

    @BeforeEach
    void makeLab() throws Exception {
        lab = PacketLab.open();
        conntrack = NetlinkConntrack.in(lab.node().netns());
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            conntrack.close();
            lab.close();
        }
    }

    @Test
    void aFlowOfAPodThatWasHereIsNotItsSuccessors() {
        var writer = writer(Ended.UNSAID);
        apply(writer, before("a"));
        expect("a udp 53 1001", "!b udp 53", "a tcp 80");
        apply(writer, after("a"));
        expect("!a udp 53 1001", "!a udp 53", "!a tcp 80");
    }

    @Test
    void withoutThatItWouldBe() {
        var writer = lab.newWriter();
        apply(writer, before("a"));
        expect("a udp 53 1001");
        apply(writer, after("a"));
        expect("a udp 53 1001", "!a udp 53");
    }

    @Test
    void aFlowOfAPodElsewhereEndsWhenTheEngineSaysThatItEnded() {
        var far = Set.of(Cidr.of(lab.ip4("far")), Cidr.of(lab.ip6("far")));
        var writer = writer(plan -> plan.revision() == 3 ? far : Set.of());
        apply(writer, before("far"));
        expect("far udp 53 1001");
        // It might only have been relabelled: a flow that was let in goes on.
        apply(writer, after("far"));
        expect("far udp 53 1001", "!far udp 53");
        apply(writer, after("far").policy("other", Direction.INGRESS, ALLOW));
        expect("!far udp 53 1001");
    }

    @Test
    void aFlowGoesOnWhileItsEndpointsChangeWithoutTheirAddresses() {
        var writer = writer(Ended.UNSAID);
        apply(writer, before("a"));
        expect("a udp 53 1001");
        apply(writer, before("a").replaceEndpoint("a", "silent"));
        // Its pod may open no other, and this one was let in before.
        expect("a udp 53 1001", "!a udp 53");
    }

    /// The server lets in whoever has this name.
    private Holding before(String name) {
        return lab.under(lab.holding(), source(ALLOW, selected(name)));
    }

    /// Another pod has the addresses of that one.
    private Holding after(String name) {
        var holding = new Holding();
        for (var pod : List.of("a", "b", "server", "far")) {
            List<Ip> addresses = List.of(lab.ip4(pod), lab.ip6(pod));
            holding.peer(pod.equals(name) ? "successor" : pod, addresses);
        }
        holding.endpoint(name.equals("a") ? "successor" : "a", "open").endpoint("b", "open");
        return lab.under(holding, source(ALLOW, selected(name)));
    }

    /// One version after the other: both have the port.
    private void expect(String... packets) {
        lab.expect4(packets);
        lab.expect6(packets);
    }

    private FlowWriter writer(Ended ended) {
        return new FlowWriter(lab.newWriter(), conntrack, FlowsConfig.standard(), ended);
    }

    private void apply(Writer writer, Holding holding) {
        assertThat(writer.apply(desired.receive(holding.everything(0, ++revision))))
                .isEqualTo(new Writer.Done(List.of()));
    }
}
