package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Ip;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A pod ends, and another gets its address: what is left of the first one's flows, with real packets.
class ReusedAddressIT {
    private final ByTransaction host = new ByTransaction();
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
        var writer = writer();
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
    void aFlowOfAPodElsewhereIsNotThatOfItsSuccessorOnAnotherNode() {
        var engine = new Engine(lab);
        engine.put(engine.policy(), engine.pod("server", "here", 1, "server"), engine.pod("far", "there", 2, "far"));
        engine.applyTo(writer());
        expect("far udp 53 1001", "far tcp 80");
        // It is only relabelled: a flow that was let in goes on.
        engine.put(engine.pod("far", "there", 2, "other"));
        engine.apply();
        expect("far udp 53 1001", "!far udp 53", "!far tcp 80");
        // It ends, and another pod gets its addresses, on another node, before this host hears of either.
        engine.delete("far");
        engine.put(engine.successor("far", "elsewhere", 3));
        engine.apply();
        expect("!far udp 53 1001", "!far udp 53", "!far tcp 80");
    }

    @Test
    void aSuccessorThatMayDoTheSameOpensItsOwnFlows() {
        var engine = new Engine(lab);
        engine.put(engine.policy(), engine.pod("server", "here", 1, "server"), engine.pod("far", "there", 2, "far"));
        engine.applyTo(writer());
        expect("far udp 53 1001");
        engine.put(engine.pod("far", "there", 3, "far"));
        engine.apply();
        expect("far udp 53 1001", "far tcp 80");
    }

    @Test
    void aFlowGoesOnWhileItsEndpointsChangeWithoutTheirAddresses() {
        var writer = writer();
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

    private FlowWriter writer() {
        return new FlowWriter(lab.newWriter(), conntrack, FlowsConfig.standard());
    }

    private void apply(Writer writer, Holding holding) {
        var plan = host.receive(holding.everything(0, ++revision));
        assertThat(writer.apply(plan)).isEqualTo(new Writer.Done(List.of()));
    }
}
