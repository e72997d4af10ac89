package io.margay.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.Privileged;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine and two agents as processes, with real packets between.
class AgentIT {
    @TempDir
    Path folder;

    @BeforeEach
    void assumeLab() {
        Privileged.assumeLab();
    }

    @Test
    void whereAnAgentDiesItsRulesStayAndTheNextOneGoesOn() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            var before = lab.kernel("n2");

            lab.kill("n2");
            assertThat(lab.kernel("n2")).isEqualTo(before).anyMatch(line -> line.contains("mgy-forward"));
            assertThat(lab.isAnswered("web", "db")).isTrue();
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            lab.startAgent("n2");
            lab.awaitEnforced("n2");
            assertThat(lab.log("n2")).contains("n2 begins with revision ");
            assertThat(lab.kernel("n2")).isEqualTo(before);

            lab.allow("guest");
            lab.awaitPacket("guest", "db", true);
            lab.awaitPacket("web", "db", false);
            lab.terminate("n1");
            assertThat(lab.awaitEnd("n1")).isZero();
            assertThat(lab.log("n1")).contains("stopping; what is enforced stays in force");
        }
    }

    @Test
    void whereTheEngineDiesAgentsServeOnAndSaySo() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            lab.kill("engine");
            AgentLab.within(
                    () -> assertThat(lab.ask("n1", "status").out()).contains("engine      not connected since "));
            assertThat(lab.isAnswered("web", "db")).isTrue();
            assertThat(lab.isAnswered("guest", "db")).isFalse();

            lab.kill("n1");
            lab.startAgent("n1");
            AgentLab.within(() -> assertThat(lab.ask("n1", "status").out())
                    .contains("engine      not connected since ")
                    .containsPattern("(?m)^enforced +revision \\d+ since "));
            assertThat(lab.isAnswered("web", "db")).isTrue();
            assertThat(lab.isAnswered("web", "guest")).isFalse();

            lab.allow("guest");
            lab.startEngine();
            lab.awaitEnforced("n1");
            lab.awaitEnforced("n2");
            lab.awaitPacket("guest", "db", true);
            lab.awaitPacket("web", "db", false);
        }
    }

    @Test
    void agentsReachTheirEngineOverTlsAndItKnowsHowTheyStand() throws Exception {
        try (var lab = AgentLab.overTls(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            AgentLab.within(() -> assertThat(lab.getNodes().out())
                    .containsPattern("(?m)^n1 .* connected +[1-9].* 0 +0 +0$")
                    .containsPattern("(?m)^n2 .* connected +[1-9].* 0 +0 +0$"));
            lab.ask("n1", "release", "shop/guest");
            AgentLab.within(() ->
                    assertThat(lab.getNodes("-o", "json").out()).contains("\"releasedEndpoints\"", "Pod/shop/guest"));

            lab.kill("engine");
            assertThat(lab.isAnswered("web", "db")).isTrue();
            lab.allow("guest");
            lab.startEngine();
            lab.awaitPacket("guest", "db", true);
            lab.awaitPacket("web", "db", false);
            AgentLab.within(() -> assertThat(lab.getNodes("-o", "json").out()).contains("Pod/shop/guest"));
            lab.kill("n1");
            AgentLab.within(() -> assertThat(lab.getNodes().out()).containsPattern("(?m)^n1 .* away "));
        }
    }

    @Test
    void anEndpointThatIsReleasedPassesByUntilItIsUndone() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("web", "guest")).isFalse();
            var nobody = lab.ask("n1", "release", "shop/nobody");
            assertThat(nobody.err()).isEqualTo("There is no endpoint shop/nobody on this host.\n");

            var released = lab.ask("n1", "release", "shop/guest");
            assertThat(released.out()).isEqualTo("Pod/shop/guest is released until it is undone\n");
            assertThat(lab.isAnswered("web", "guest")).isTrue();
            assertThat(lab.isAnswered("guest", "db"))
                    .as("the other end still counts")
                    .isFalse();
            assertThat(lab.ask("n1", "status").out()).containsPattern("released +Pod/shop/guest since .*, by root");
            assertThat(lab.ask("n1", "show").out()).containsPattern("Pod/shop/guest .* 20\\d\\d-");
            assertThat(lab.log("n1")).contains("released Pod/shop/guest, as root");
            assertThat(lab.ask("n1", "release", "guest").code()).as("again").isEqualTo(1);

            lab.kill("n1");
            lab.startAgent("n1");
            lab.awaitEnforced("n1");
            assertThat(lab.isAnswered("web", "guest")).isTrue();
            assertThat(lab.ask("n1", "status").out()).contains("Pod/shop/guest since ");

            var undone = lab.ask("n1", "release", "shop/guest", "--undo");
            assertThat(undone.out()).isEqualTo("Pod/shop/guest: its rules are back\n");
            assertThat(lab.isAnswered("web", "guest")).isFalse();
            assertThat(lab.ask("n1", "status").out()).containsPattern("released +none");
        }
    }

    @Test
    void aHostThatIsReleasedPassesEverythingByUntilItIsUndone() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            var before = lab.kernel("n2");
            assertThat(lab.ask("n2", "release", "--host").code()).isZero();
            assertThat(lab.isAnswered("guest", "db")).isTrue();

            lab.kill("n2");
            lab.startAgent("n2");
            lab.awaitEnforced("n2");
            assertThat(lab.isAnswered("guest", "db")).isTrue();
            assertThat(lab.ask("n2", "status").out()).containsPattern("released +host since ");
            lab.allow("nobody");
            assertThat(lab.ask("n2", "release", "--host", "--undo").code()).isZero();
            lab.awaitPacket("web", "db", false);
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            lab.allow("web");
            lab.awaitPacket("web", "db", true);
            // The kernel lets go of a set some moments after the last rule that looked into it.
            AgentLab.within(() -> assertThat(lab.kernel("n2")).containsExactlyInAnyOrderElementsOf(before));
        }
    }

    @Test
    void whatWasCountedLeadsBackToTheRule() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            var page = lab.ask("n2", "show", "shop/db").out();
            assertThat(page)
                    .startsWith("Pod/shop/db: interface cali2, addresses 10.65.2.1/32\n")
                    .containsPattern(
                            "(?m)^default +NetworkPolicy/shop/db +0 +Allow +[1-9]\\d* +[1-9]\\d* .*policies.yaml:")
                    .containsPattern("(?m)^default +end of tier +Deny +[1-9]\\d* +[1-9]");
            assertThat(lab.ask("n2", "show", "db", "-o", "json").out())
                    .contains("\"id\":\"networking.k8s.io/v1/NetworkPolicy/shop/db ingress 0\"");
            assertThat(lab.ask("n2", "show", "db", "-o", "yaml").out()).startsWith("---\nendpoint: Pod/shop/db\n");
            assertThat(lab.ask("n1", "show").out().lines()).hasSize(3);
        }
    }

    @Test
    void whatAHostsOwnRulesCountedIsShownStageByStage() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            lab.put("hosts", """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: others, labels: {role: host}}
                spec: {node: n1, interfaceName: "*"}
                ---
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkPolicy
                metadata: {name: hosts}
                spec:
                  selector: role == 'host'
                  applyOnForward: true
                  types: [Ingress, Egress]
                  ingress: [{action: Allow}]
                  egress: [{action: Deny, protocol: SCTP}, {action: Allow}]
                """);
            start(lab);
            lab.awaitPacket("web", "db", true);
            assertThat(lab.ask("n1", "show", "HostEndpoint/others").out())
                    .startsWith("HostEndpoint/others: interface *, addresses ")
                    .containsPattern("(?m)^default, forwarded +GlobalNetworkPolicy/hosts +1 +Allow +[1-9].*hosts.yaml:")
                    .containsPattern("(?m)^default +GlobalNetworkPolicy/hosts +0 +Deny +0 +0 ")
                    .containsPattern("(?m)^ +nothing allows it +Deny +0 +0");
        }
    }

    @Test
    void uninstallLeavesNothingOfOursAndAllOfOthers() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            lab.onNode("n1", "iptables-nft -N other");
            lab.onNode("n1", "iptables-nft -A FORWARD -p udp --dport 9 -j other");
            lab.onNode("n1", "iptables-nft -A FORWARD -m comment --comment mgy-forward -j other");
            lab.onNode("n1", "ip6tables-nft -A INPUT -p tcp --dport 9 -j DROP");
            lab.onNode("n1", "ipset create other hash:ip");
            boolean hasLegacy = lab.couldOnNode("n1", "ip6tables-legacy -t raw -A PREROUTING -p udp --dport 9 -j DROP");
            var before = lab.kernel("n1");
            start(lab);
            AgentLab.within(() -> assertThat(lab.kernel("n1")).anyMatch(line -> line.contains("mgy-forward")));
            lab.onNode("n1", "iptables-nft -I OUTPUT -p udp --dport 7 -j mgy-accept");
            if (hasLegacy) {
                lab.onNode("n1", "ip6tables-legacy -t raw -N mgy-of-old");
                lab.onNode("n1", "ip6tables-legacy -t raw -I PREROUTING -g mgy-of-old");
            }

            var ran = lab.ask("n1", "uninstall");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).isEqualTo("nothing of Margay is left on this host\n");
            assertThat(lab.awaitEnd("n1")).isZero();
            assertThat(lab.kernel("n1")).isEqualTo(before);
            assertThat(lab.state("n1")).doesNotExist();
            assertThat(folder).isDirectoryNotContaining("glob:**n1.sock*");
            var gone = lab.ask("n1", "status");
            assertThat(gone.code()).isEqualTo(3);
            assertThat(gone.err().lines()).singleElement().asString().startsWith("no agent can be reached at ");
        }
    }

    @Test
    void uninstallWorksWithoutAnAgentAndNotBesideOneThatHangs() throws Exception {
        try (var lab = AgentLab.open(folder)) {
            lab.onNode("n2", "iptables-nft -A FORWARD -p udp --dport 9 -j DROP");
            lab.onNode("n2", "ip6tables-nft -A FORWARD -p udp --dport 9 -j DROP");
            var before = lab.kernel("n2");
            start(lab);
            var config = folder.resolve("agent.conf").toString();
            var whose = new String[] {
                "uninstall", "--node", "n2", "--netns", lab.netns("n2").name(), "--config", config
            };
            Files.delete(folder.resolve("n2.sock"));
            var refused = lab.ask("n2", whose);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).startsWith("an agent is there that does not answer at ");
            assertThat(lab.kernel("n2")).anyMatch(line -> line.contains("mgy-forward"));

            lab.kill("n2");
            assertThat(lab.ask("n2", "uninstall").code()).as("whose?").isEqualTo(2);
            var done = lab.ask("n2", whose);
            assertThat(done.err()).isEmpty();
            assertThat(done.code()).isZero();
            assertThat(lab.kernel("n2")).isEqualTo(before);
            assertThat(lab.state("n2")).doesNotExist();
        }
    }

    private static void start(AgentLab lab) throws Exception {
        lab.startEngine();
        lab.startAgents("n1", "n2");
        lab.awaitEnforced("n1");
        lab.awaitEnforced("n2");
    }
}
