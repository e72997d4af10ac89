package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.margay.dataplane.agent.FakeUplink.Said;
import io.margay.dataplane.agent.FakeUplink.Words;
import io.margay.dataplane.agent.state.Told;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.IptablesWriter;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.engine.Seeded;
import io.margay.wire.FromHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine that lost everything but its disk, and its engine, has the rules that it had.
class AgentIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<Ipset> ipsets = new ArrayList<>();
    private final List<Routes> routes = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void anEmptyKernelGetsTheRulesThatTheOneBeforeHad() throws Exception {
        Privileged.assumeLab();
        var kit = ActorTestKit.create();
        try (var lab = Lab.open()) {
            var before = lab.addNode("before", List.of()).netns();
            var after = lab.addNode("after", List.of()).netns();
            var updates = Told.updates(Seeded.random(3), 8);
            var uplink = new FakeUplink();
            var agent = start(kit, before, uplink);
            hears(uplink, new FromHost.Hello("n1", 0, 0));
            for (var update : updates) {
                uplink.tell(update);
                hears(uplink, new FromHost.Enforced(update.revision()));
            }
            long last = updates.getLast().revision();
            OnDisk.isKept(folder.resolve("agent"), last);
            kit.stop(agent);
            uplink = new FakeUplink();
            start(kit, after, uplink);
            hears(uplink, new FromHost.Hello("n1", updates.getLast().incarnation(), last));
            assertThat(rules(before)).anyMatch(line -> line.startsWith("add "));
            assertThat(rules(after)).isEqualTo(rules(before));
        } finally {
            kit.shutdownTestKit();
            ipsets.forEach(Ipset::close);
            routes.forEach(Routes::close);
        }
    }

    private ActorRef<AgentActor.Command> start(ActorTestKit kit, Netns netns, FakeUplink uplink) {
        var commands = Commands.in(netns);
        var ipset = NetlinkIpset.in(netns);
        ipsets.add(ipset);
        var routesHere = NetlinkRoutes.in(netns);
        routes.add(routesHere);
        var writer = new IptablesWriter(IptablesConfig.standard(), Iptables.nft(commands), ipset, routesHere);
        var outside = new AgentActor.Outside(writer, uplink, _ -> {});
        return kit.spawn(
                AgentActor.create("n1", outside, AgentConfig.standard().withStateFolder(folder.resolve("agent"))));
    }

    /// Waits until the host says this. It may say again what it said before.
    private static void hears(FakeUplink uplink, FromHost expected) throws InterruptedException {
        Said said;
        do {
            said = uplink.said.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(said)
                    .isInstanceOfSatisfying(
                            Words.class, it -> assertThat(it.words()).isNotInstanceOf(FromHost.Failed.class));
        } while (!new Words(expected).equals(said));
    }

    private static List<String> rules(Netns netns) {
        return Stream.of("iptables-nft-save", "ip6tables-nft-save", "ipset save")
                .flatMap(command ->
                        Commands.in(netns).run(command.split(" ", -1)).output().lines())
                .filter(line -> !line.startsWith("#") && !line.startsWith("create "))
                .map(line -> line.replaceAll("\\[\\d+:\\d+]", ""))
                .sorted()
                .toList();
    }
}
