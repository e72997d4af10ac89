package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Writer;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Transaction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a writer does over time, in a kernel: members that come and go, a second life, what it leaves.
class WriterLifeIT {
    private PacketLab lab;
    private Commands commands;

    @BeforeEach
    void makeLab() throws Exception {
        lab = PacketLab.open();
        commands = Commands.in(lab.node().netns());
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void anAddressThatJoinsAnIdentityIsAMemberAtOnce() {
        lab.underPolicy(source(ALLOW, selected("a")));
        lab.expect("!b tcp 80");
        lab.apply(change(List.of(new Transaction.IdentityChange(1, List.of(), lab.cidrs("b"), List.of())), List.of()));
        lab.expect("a tcp 80", "b tcp 80");
        lab.apply(change(List.of(new Transaction.IdentityChange(1, List.of(), List.of(), lab.cidrs("a"))), List.of()));
        lab.expect("!a tcp 80", "b tcp 80");
    }

    @Test
    void anIdentityThatJoinsASetBringsItsAddresses() {
        lab.underPolicy(source(ALLOW, selected("a")));
        var set = new AddressSet.Selected(Rules.app("a"));
        var joins = new Transaction.SetChange(set, List.of(new Transaction.OfIdentity(2)), List.of());
        lab.apply(change(List.of(), List.of(joins)));
        lab.expect("a tcp 80", "b tcp 80", "!far tcp 80");
    }

    @Test
    void aSecondLifeTakesOverWhatIsThereAndRemovesWhatIsOld() {
        lab.underPolicy(source(ALLOW, selected("a")));
        var holding = lab.under(lab.holding(), source(ALLOW, selected("b")));
        var plan = new ByTransaction().receive(holding.everything(0, 9));
        assertThat(lab.newWriter().apply(plan)).isEqualTo(new Writer.Done(List.of()));
        lab.expect("!a tcp 80", "b tcp 80");
        assertThat(sets()).hasSize(2);
    }

    @Test
    void nothingIsLeftOfWhatIsGone() {
        lab.underPolicy(source(ALLOW, selected("a")));
        assertThat(sets()).hasSize(2);
        lab.apply(new Holding());
        assertThat(lab.refresh()).isEqualTo(new Writer.Done(List.of()));
        assertThat(sets()).isEmpty();
        assertThat(commands.run("iptables-nft-save", "-t", "filter").output()).doesNotContain("mgy-pi", "cali0");
    }

    @Test
    void anInterfaceThatComesLaterIsFound() {
        lab.apply(lab.holding().endpoint("server", "open"));
        var route = new String[] {"ip", "route", "del", lab.net("server")};
        assertThat(commands.run(route).ok()).isTrue();
        assertThat(((Writer.Done) lab.refresh()).notes()).isEmpty();
        assertThat(commands.run("ip", "-6", "route", "del", lab.net6("server")).ok())
                .isTrue();
        assertThat(((Writer.Done) lab.refresh()).notes()).hasSize(1);
        assertThat(commands.run("ip", "route", "add", lab.net("server"), "dev", "cali2")
                        .ok())
                .isTrue();
        assertThat(((Writer.Done) lab.refresh()).notes()).isEmpty();
        lab.expect4("a tcp 80");
    }

    private Transaction change(List<Transaction.IdentityChange> identities, List<Transaction.SetChange> sets) {
        return lab.next(identities, sets);
    }

    private List<String> sets() {
        try (var ipset = NetlinkIpset.in(lab.node().netns())) {
            return ((Reading.Read<List<String>>) ipset.names()).value();
        }
    }
}
