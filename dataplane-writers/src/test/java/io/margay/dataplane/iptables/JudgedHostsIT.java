package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.HostLab.host;
import static io.margay.dataplane.iptables.HostLab.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Established flows of host endpoints, in each stage that knows connections, where a change that denies them ends
/// them.
class JudgedHostsIT {
    private static final String ETH0 = host("h", "interfaceName: eth0");
    private static final int PORT = 54;
    private static final int CHANGES = 5;
    private static final String ALLOW = "[{action: Allow, protocol: UDP, destination: {ports: [54]}}]";
    private static final String EARLY = "preDNAT: true, applyOnForward: true, ";

    /// A flow over UDP.
    private record Flow(String from, String to, int port) {}

    private HostLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = HostLab.open(IptablesConfig.read(JudgedLab.config(true)));
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whatAHostReceives() {
        expectToEnd(new Flow("there", "here", 1001), "ingress: " + ALLOW, "ingress: []");
    }

    @Test
    void whatAHostSends() {
        expectToEnd(new Flow("here", "there", 1001), "egress: " + ALLOW, "egress: []");
    }

    @Test
    void whatItsOwnWorkloadSendsIt() {
        expectToEnd(new Flow("a", "here", 1001), "ingress: " + ALLOW, "ingress: []");
    }

    @Test
    void whatItForwards() {
        var forwarded = "applyOnForward: true, ";
        expectToEnd(
                new Flow("there", "a", 1001), forwarded + "ingress: " + ALLOW, forwarded + "ingress: [{action: Deny}]");
        expectToEnd(
                new Flow("a", "there", 1002), forwarded + "egress: " + ALLOW, forwarded + "egress: [{action: Deny}]");
    }

    /// What is allowed there is not asked for any more behind, where nothing would allow it.
    @Test
    void whatIsAllowedBeforeDnat() {
        var denied = EARLY + "ingress: [{action: Deny, protocol: UDP}]";
        expectToEnd(new Flow("there", "here", 1001), EARLY + "ingress: " + ALLOW, denied);
        expectToEnd(new Flow("there", "a", 1002), EARLY + "ingress: " + ALLOW, denied);
        expectToEnd(new Flow("a", "here", 1003), EARLY + "ingress: " + ALLOW, denied);
    }

    @Test
    void aFailsafePortStaysOpen() {
        apply("ingress: " + ALLOW, 0);
        assertThat(asks(new Flow("here", "there", 1001), 53)).isTrue();
        apply("ingress: [], egress: []", 1);
        assertThat(asks(new Flow("here", "there", 1001), 53)).isTrue();
    }

    /// A flow loses nothing while it stays allowed, and ends when it no longer is.
    private void expectToEnd(Flow flow, String allowing, String denying) {
        apply(allowing, 0);
        assertThat(asks(flow, PORT)).isTrue();
        for (int change = 1; change <= CHANGES; change++) {
            apply(allowing, change);
            assertThat(asks(flow, PORT)).as(flow + ", change " + change).isTrue();
        }
        apply(denying, 0);
        for (var version : IpVersion.values()) {
            assertThat(lab.asksAtOnce(flow.from, lab.ip(flow.to, version), PORT, flow.port))
                    .as(flow + ", denied")
                    .isFalse();
        }
    }

    private boolean asks(Flow flow, int port) {
        return Stream.of(IpVersion.values())
                .allMatch(version -> lab.asks(flow.from, lab.ip(flow.to, version), port, flow.port));
    }

    /// @param change makes it another that says the same
    private void apply(String fields, int change) {
        var other = "ingress: [{action: Deny, protocol: TCP, destination: {ports: [%d]}}]".formatted(100 + change);
        var documents = List.of(ETH0, policy("p", "order: 1, " + fields), policy("q", "order: 2, " + other));
        lab.apply(documents.toArray(String[]::new));
    }
}
