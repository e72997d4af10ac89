package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A writer that is not alone on its host: what others change of its own, what the kernel refuses, in both backends.
@ParameterizedClass
@EnumSource(Backend.class)
class UpkeepIT {
    private static final String POLICY = Names.policy(Holding.policyKey("p"), Direction.INGRESS);

    private final RefusingIptables iptables;
    private PacketLab lab;
    private Commands commands;
    private Ipset ipset;

    UpkeepIT(Backend backend) {
        iptables = new RefusingIptables(backend);
    }

    @BeforeEach
    void makeLab() throws IOException {
        lab = PacketLab.open((outside, there) -> new IptablesWriter.Outside(
                Backends.only(iptables.in(there)), outside.ipset(), outside.routes(), outside.clock()));
        commands = Commands.in(lab.node().netns());
        ipset = NetlinkIpset.in(lab.node().netns());
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
            ipset.close();
            iptables.close();
        }
    }

    @Test
    void whatNobodyChangedIsNotRepaired() {
        lab.underPolicy(source(ALLOW, selected("a")));
        assertThat(lab.round()).isEmpty();
        assertThat(lab.round()).isEmpty();
        tell("-N theirs"); // so that it is read again
        assertThat(lab.round()).isEmpty();
    }

    @Test
    void whatOthersChangeIsRepairedAndCounted() {
        lab.underPolicy(source(ALLOW, selected("a")));
        assertThat(lab.round()).isEmpty();
        tell("-F " + POLICY);
        expectRepaired(POLICY);
        tell("-A " + POLICY + " -j MARK --set-xmark 0x10000/0x10000");
        expectRepaired(POLICY);
        tell("-D FORWARD -j mgy-forward");
        expectRepaired("FORWARD -j mgy-forward");
        tell("-I FORWARD -j ACCEPT");
        expectRepaired("FORWARD -j mgy-forward");
        tell("-A FORWARD -j mgy-forward");
        expectRepaired("FORWARD -j mgy-forward");
        assertThat(saved()).containsSubsequence("-A FORWARD -j mgy-forward", "-A FORWARD -j ACCEPT");
        tell("-N mgy-stranger");
        expectRepaired("mgy-stranger");
    }

    @Test
    void aWholeTableThatIsFlushedIsThereAgain() {
        lab.underPolicy(source(ALLOW, selected("a")));
        tell("-N theirs");
        tell("-A theirs -j RETURN");
        var before = saved();
        tell("-F");
        tell("-X");
        assertThat(lab.round()).hasSize(1);
        lab.expect("a tcp 80", "!b tcp 80");
        assertThat(saved())
                .isEqualTo(
                        before.stream().filter(line -> !line.contains("theirs")).toList());
    }

    @Test
    void aRuleThatAsksForSomethingElseIsFoundOnceItWasRead() {
        lab.underPolicy(source(ALLOW, selected("a")));
        assertThat(lab.round()).isEmpty();
        var rule = saved().stream()
                .filter(line -> line.startsWith("-A " + POLICY))
                .findFirst()
                .orElseThrow();
        var other = rule.replaceFirst("-m set --match-set \\S+ src", "").replaceFirst("-A", "*filter\n-A");
        var flushed = other.replaceFirst("-A", "-F " + POLICY + "\n-A");
        assertThat(iptables.restore(IpVersion.V4, flushed + "\nCOMMIT\n")).isEqualTo(Exit.DONE);
        lab.expect4("b tcp 80");
        expectRepaired(POLICY);
    }

    @Test
    void aChainThatSomebodyElseLeadsToIsLeftEmpty() {
        lab.underPolicy(source(ALLOW, selected("a")));
        tell("-A OUTPUT -j " + POLICY);
        lab.apply(lab.holding().endpoint("server", "open"));
        assertThat(saved()).contains(":" + POLICY + " - [0:0]").noneMatch(line -> line.startsWith("-A " + POLICY));
        assertThat(lab.round()).isEmpty();
        tell("-D OUTPUT -j " + POLICY);
        assertThat(lab.round()).isEmpty();
        assertThat(saved()).doesNotContain(":" + POLICY + " - [0:0]");
    }

    @Test
    void aPolicyThatTheKernelRefusesFailsAloneAndClosed() {
        iptables.refuses("test/bad");
        var begun = lab.clock().instant();
        var done = (Writer.Done) lab.tryTo(twoServers());
        assertThat(done.failing())
                .extracting(Writer.Failing::what)
                .containsExactly(
                        "networking.k8s.io/v1/NetworkPolicy/test/bad ingress (IPv4)",
                        "networking.k8s.io/v1/NetworkPolicy/test/bad ingress (IPv6)");
        assertThat(done.failing()).allSatisfy(failing -> {
            assertThat(failing.since()).isEqualTo(begun);
            assertThat(failing.next()).isEqualTo(begun.plusSeconds(1));
            assertThat(failing.why()).contains("line");
        });
        lab.expect("a tcp 80", "!b tcp 80", "!a>b tcp 80", "!far>b tcp 80");
        assertThat(saved()).noneMatch(line -> line.contains("trial"));
        lab.clock().move(Duration.ofMillis(1100));
        assertThat(((Writer.Done) lab.refresh()).failing())
                .allSatisfy(failing -> assertThat(failing.next()).isEqualTo(begun.plusMillis(1100 + 2000)));
        iptables.refusesNothing();
        lab.clock().move(Duration.ofMillis(2100));
        assertThat(((Writer.Done) lab.refresh()).failing()).isEmpty();
        lab.expect("a tcp 80", "!b tcp 80", "a>b tcp 80", "!far>b tcp 80");
        assertThat(lab.round()).isEmpty();
    }

    @Test
    void manyPoliciesThatTheKernelRefusesAreAllFound() {
        iptables.refuses("test/bad");
        var holding = lab.holding();
        var names = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            var name = (i % 2 == 0 ? "bad" : "good") + i;
            holding.policy(name, Direction.INGRESS, source(ALLOW, selected("a")));
            names.add(name);
        }
        var tier = Holding.tier("default", Action.DENY, Direction.INGRESS, names.toArray(String[]::new));
        var outcome = lab.tryTo(holding.endpoint("server", "open", tier));
        for (int i = 0; i < 20 && ((Writer.Done) outcome).failing().size() != 40; i++) {
            lab.clock().move(Duration.ofSeconds(1));
            outcome = lab.refresh();
        }
        assertThat(((Writer.Done) outcome).failing())
                .hasSize(40)
                .allSatisfy(failing -> assertThat(failing.what()).contains("test/bad"));
    }

    @Test
    void whatOthersDoToSetsIsUndone() {
        lab.underPolicy(source(ALLOW, selected("a")));
        var set = KernelSet.of(new AddressSet.Selected(Rules.app("a")), IpVersion.V4);
        assertThat(lab.check("a").repairs()).isEmpty();
        assertThat(ipset.flush(set.name())).isEmpty();
        assertThat(ipset.add(set, one(lab.ip4("b")))).isEmpty();
        lab.expect4("!a tcp 80", "b tcp 80");
        assertThat(lab.check("a").repairs())
                .containsExactly(new Writer.Repair("members of sets", List.of(set.name()), 2));
        lab.expect("a tcp 80", "!b tcp 80");
        assertThat(lab.check("a").repairs()).isEmpty();
    }

    @Test
    void aFullSetClosesWhatItsMembersWouldClose() {
        lab.underPolicy(source(DENY, selected("a")), ALLOW);
        lab.expect("!a tcp 80", "b tcp 80");
        var set = KernelSet.of(new AddressSet.Selected(Rules.app("a")), IpVersion.V4);
        leaveNoRoom(set);
        var joins = new Transaction.IdentityChange(1, List.of(), lab.cidrs("b"), List.of());
        var done = (Writer.Done) lab.tryTo(lab.next(List.of(joins), List.of()));
        assertThat(done.failing()).singleElement().satisfies(failing -> {
            assertThat(failing.what()).isEqualTo("networking.k8s.io/v1/NetworkPolicy/test/p ingress (IPv4)");
            assertThat(failing.why()).contains(set.name(), "the set is full");
        });
        lab.expect("!a tcp 80", "!b tcp 80");
        lab.expect4("!far tcp 80");
        lab.expect6("far tcp 80");
        var after = lab.check("a", "b");
        assertThat(after.failing()).isEmpty();
        assertThat(after.repairs()).hasSize(1);
        lab.expect("!a tcp 80", "!b tcp 80", "far tcp 80");
    }

    @Test
    void whatASetDidNotTakeIsTakenOnceThereIsRoom() {
        lab.underPolicy(source(DENY, selected("a")), ALLOW);
        var selected = new AddressSet.Selected(Rules.app("a"));
        var set = KernelSet.of(selected, IpVersion.V4);
        var small = leaveNoRoom(set);
        var joins = new Transaction.IdentityChange(1, List.of(), lab.cidrs("b"), List.of());
        var plan = lab.plan(lab.next(List.of(joins), List.of()));
        var done = (Writer.Done) lab.tryTo(plan);
        assertThat(done.untaken()).containsExactly(selected.id());
        lab.expect("!a tcp 80", "!b tcp 80");
        lab.expect4("!far tcp 80");
        assertThat(ipset.swap(set.name(), small.name())).isEmpty();
        assertThat(lab.tryTo(plan.only(done.untaken()))).isEqualTo(new Writer.Done(List.of()));
        lab.expect("!a tcp 80", "!b tcp 80", "far tcp 80");
    }

    /// Somebody puts a set in the place of ours that has one member and no room for another.
    private SetSpec leaveNoRoom(SetSpec set) {
        var small = new SetSpec("small", set.kind(), set.version(), 1);
        assertThat(ipset.create(small)).isEmpty();
        assertThat(ipset.add(small, one(lab.ip4("a")))).isEmpty();
        assertThat(ipset.swap(set.name(), small.name())).isEmpty();
        return small;
    }

    private static Members one(Ip address) {
        return sink -> sink.net(address.high(), address.low(), address.version().bits());
    }

    /// The server under a policy that works, `b` under one that does not: both are for `a`.
    private Holding twoServers() {
        var holding = lab.under(lab.holding(), source(ALLOW, selected("a")));
        holding.policy("bad", Direction.INGRESS, source(ALLOW, selected("a")));
        return holding.replaceEndpoint("b", "open", Holding.tier("default", Action.DENY, Direction.INGRESS, "bad"));
    }

    private void expectRepaired(String object) {
        assertThat(lab.round())
                .singleElement()
                .satisfies(repair -> assertThat(repair.objects()).containsExactly(object));
        lab.expect("a tcp 80", "!b tcp 80");
        assertThat(lab.round()).isEmpty();
    }

    /// Somebody else changes the filter table of IPv4.
    private void tell(String change) {
        var command = new ArrayList<>(List.of("iptables-" + iptables.backend().text()));
        command.addAll(List.of(change.split(" ", -1)));
        assertThat(commands.run(command, "")).matches(Exit::ok, change);
    }

    private List<String> saved() {
        var lines = new ArrayList<String>();
        var exit = iptables.save(IpVersion.V4, Table.FILTER, line -> lines.add(line.replaceFirst("\\[.*", "[0:0]")));
        assertThat(exit).matches(Exit::ok);
        lines.removeIf(line -> line.startsWith("#"));
        return lines;
    }
}
