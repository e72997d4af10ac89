package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.SetLab.header;
import static io.margay.dataplane.kernel.netlink.SetLab.list;
import static io.margay.dataplane.kernel.netlink.SetLab.members;
import static io.margay.dataplane.kernel.netlink.SetLab.reason;
import static io.margay.dataplane.kernel.netlink.SetLab.some;
import static io.margay.dataplane.kernel.netlink.SetLab.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Refusal.Reason;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.util.BitSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each operation on sets, in a kernel, for both kinds and both versions.
class NetlinkIpsetIT {
    private static final SetSpec NETS = new SetSpec("nets", SetSpec.Kind.NET, IpVersion.V4, 3);
    private static SetLab lab;
    private static NetlinkIpset ipset;
    private static NetlinkIpset strict;

    @BeforeAll
    static void makeLab() {
        lab = SetLab.open();
        ipset = lab.ipset();
        strict = ipset.with(NetlinkIpset.Repeats.REFUSED);
    }

    @AfterAll
    static void removeLab() {
        if (lab != null) {
            strict.close();
            lab.close();
        }
    }

    @AfterEach
    void destroyAll() {
        lab.names().forEach(name -> assertThat(ipset.destroy(name)).isEmpty());
    }

    @Test
    void aSetIsMadeAsItIsSpecified() {
        for (var set : SetLab.ALL) {
            assertThat(strict.create(set)).isEmpty();
            assertThat(header(ipset, set).set()).isEqualTo(set);
            assertThat(header(ipset, set).members()).isZero();
            assertThat(header(ipset, set).bytes()).isPositive();
        }
        assertThat(lab.names())
                .hasSize(4)
                .containsAll(SetLab.ALL.stream().map(SetSpec::name).toList());
    }

    @Test
    void whatIsAddedIsListedUntilItIsDeleted() {
        for (var set : SetLab.ALL) {
            assertThat(ipset.create(set)).isEmpty();
            assertThat(ipset.add(set, some(set, 10))).isEmpty();
            assertThat(list(ipset, set)).isEqualTo(texts(set, some(set, 10)));
            assertThat(ipset.delete(set, some(set, 4))).isEmpty();
            var rest = texts(set, some(set, 10));
            rest.removeAll(texts(set, some(set, 4)));
            assertThat(list(ipset, set)).isEqualTo(rest);
            assertThat(header(ipset, set).members()).isEqualTo(6);
            assertThat(ipset.flush(set.name())).isEmpty();
            assertThat(list(ipset, set)).isEmpty();
        }
    }

    @Test
    void aHundredThousandMembersComeAndGo() {
        for (var set : SetLab.ALL) {
            assertThat(ipset.create(set)).isEmpty();
            assertThat(ipset.add(set, some(set, 100_000))).isEmpty();
            assertThat(header(ipset, set).members()).isEqualTo(100_000);
            assertThat(seen(set)).isEqualTo(100_000);
            assertThat(ipset.delete(set, some(set, 99_999))).isEmpty();
            assertThat(seen(set)).isEqualTo(1);
        }
    }

    @Test
    void netsOfAllLengths() {
        var nets = new SetSpec("n4", SetSpec.Kind.NET, IpVersion.V4, 100);
        var nets6 = new SetSpec("n6", SetSpec.Kind.NET, IpVersion.V6, 200);
        ipset.create(nets);
        ipset.create(nets6);
        var all = SetLab.prefixes(nets);
        var all6 = SetLab.prefixes(nets6);
        assertThat(ipset.add(nets, members(all))).isEmpty();
        assertThat(ipset.add(nets6, members(all6))).isEmpty();
        assertThat(list(ipset, nets)).isEqualTo(texts(nets, members(all))).hasSize(32);
        assertThat(list(ipset, nets6)).isEqualTo(texts(nets6, members(all6))).hasSize(128);
    }

    @Test
    void whatIsSoAlreadyMayBeSaidAgainUnlessItMayNot() {
        for (var set : SetLab.ALL) {
            ipset.create(set);
            ipset.add(set, some(set, 2));
            assertThat(ipset.create(set)).isEmpty();
            assertThat(ipset.add(set, some(set, 3))).isEmpty();
            assertThat(reason(strict.create(set))).hasValue(Reason.SET_EXISTS);
            var again = strict.add(set, some(set, 4));
            assertThat(reason(again)).hasValue(Reason.MEMBER_EXISTS);
            assertThat(again.orElseThrow().member())
                    .isEqualTo(texts(set, some(set, 1)).first());
            ipset.flush(set.name());
            assertThat(ipset.delete(set, some(set, 1))).isEmpty();
            assertThat(reason(strict.delete(set, some(set, 1)))).hasValue(Reason.NO_SUCH_MEMBER);
        }
        assertThat(ipset.destroy("none")).isEmpty();
        assertThat(reason(strict.destroy("none"))).hasValue(Reason.NO_SUCH_SET);
    }

    /// Where members were deleted, others of the same hash come in uncounted.
    @Test
    void aSetThatIsFullMayTakeAFewMore() {
        for (var kind : SetLab.ALL) {
            var set = new SetSpec("full", kind.kind(), kind.version(), 2_000);
            assertThat(ipset.create(set)).isEmpty();
            assertThat(ipset.add(set, some(set, 2_000))).isEmpty();
            assertThat(ipset.delete(set, some(set, 1_000))).isEmpty();
            var others = texts(set, some(set, 3_000));
            others.removeAll(texts(set, some(set, 2_000)));
            assertThat(ipset.add(set, members(others.toArray(String[]::new)))).isEmpty();
            texts(set, some(set, 1_000)).forEach(text -> ipset.add(set, members(text)));
            assertThat(header(ipset, set).members())
                    .isGreaterThan(2_000L)
                    .isLessThan(3_000L)
                    .isEqualTo((long) list(ipset, set).size());
            assertThat(ipset.destroy("full")).isEmpty();
        }
    }

    @Test
    void theMemberThatDoesNotFitIsNamed() {
        ipset.create(NETS);
        var full =
                ipset.add(NETS, members("10.0.0.1", "10.1.0.0/16", "10.0.0.1", "10.0.0.3", "10.9.0.0/17", "10.0.0.5"));
        assertThat(full.map(Refusal::why)).hasValue("add to nets, 10.9.0.0/17: the set is full (IPSET_ERR_HASH_FULL)");
        assertThat(reason(full)).hasValue(Reason.SET_FULL);
        assertThat(list(ipset, NETS)).containsExactly("10.0.0.1", "10.0.0.3", "10.1.0.0/16");
    }

    @Test
    void theMemberThatDoesNotFitIsNamedFarIntoManyMessages() {
        for (var spec : SetLab.ALL) {
            var set = new SetSpec(spec.name(), spec.kind(), spec.version(), 20_000);
            ipset.create(set);
            var full = ipset.add(set, some(set, 50_000));
            assertThat(reason(full)).hasValue(Reason.SET_FULL);
            // In a set that has grown, the kernel counts by parts, and lets in some more.
            int fitting = seen(set);
            assertThat(fitting).isBetween(20_000, 22_000);
            var firstNot = texts(set, some(set, fitting + 1));
            firstNot.removeAll(texts(set, some(set, fitting)));
            assertThat(full.orElseThrow().member()).isEqualTo(firstNot.first());
        }
    }

    @Test
    void whatNoKernelTakesIsRefusedByItsName() {
        ipset.create(NETS);
        assertThat(reason(ipset.add(NETS, sink -> sink.net(0, 0, 0)))).hasValue(Reason.BAD_MEMBER);
        assertThat(reason(ipset.add(NETS, sink -> sink.net(0, 1, 33)))).hasValue(Reason.BAD_MEMBER);
        var v6 = ipset.add(NETS, members("10.0.0.1", "fd00::/16"));
        assertThat(reason(v6)).hasValue(Reason.WRONG_VERSION);
        assertThat(v6.orElseThrow().member()).isEqualTo("fd00::/16");
        var asV6 = new SetSpec(NETS.name(), NETS.kind(), IpVersion.V6, 3);
        assertThat(reason(ipset.add(asV6, members("fd00::1")))).hasValue(Reason.WRONG_VERSION);
        var asPorts = new SetSpec(NETS.name(), SetSpec.Kind.IP_PORT, IpVersion.V4, 3);
        assertThat(reason(ipset.add(asPorts, members("10.0.0.9,tcp:80")))).hasValue(Reason.OTHER_TYPE);
        assertThat(list(ipset, NETS)).containsExactly("10.0.0.1");
        assertThatThrownBy(() -> ipset.add(NETS, members("10.0.0.1,tcp:80")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ipset.create(asPorts.named("ports"))).isEmpty();
        assertThat(reason(ipset.add(asPorts.named("ports"), sink -> sink.port(0, 1, 0, 80))))
                .hasValue(Reason.BAD_MEMBER);
    }

    @Test
    void whatIsNotThereIsRefusedByItsName() {
        assertThat(reason(ipset.add(NETS, members("10.0.0.1")))).hasValue(Reason.NO_SUCH_SET);
        assertThat(reason(ipset.delete(NETS, members("10.0.0.1")))).hasValue(Reason.NO_SUCH_SET);
        assertThat(reason(ipset.flush("nets"))).hasValue(Reason.NO_SUCH_SET);
        assertThat(reason(ipset.swap("nets", "none"))).hasValue(Reason.NO_SUCH_SET);
        ipset.create(NETS);
        assertThat(reason(ipset.swap("nets", "none"))).hasValue(Reason.NO_SUCH_SET);
        assertThat(reason(ipset.list("none", new SetLab.Nobody()))).hasValue(Reason.NO_SUCH_SET);
        assertThat(ipset.header("none"))
                .isInstanceOfSatisfying(
                        Reading.Unread.class,
                        unread -> assertThat(unread.why().why())
                                .isEqualTo("list the header of none: there is no such set (ENOENT)"));
        assertThat(lab.names()).containsExactly("nets");
    }

    @Test
    void aSetOfAnotherFormIsNotTakenForIt() {
        ipset.create(NETS);
        assertThat(reason(ipset.create(new SetSpec("nets", SetSpec.Kind.IP_PORT, IpVersion.V4, 3))))
                .hasValue(Reason.SET_EXISTS);
        assertThat(reason(ipset.create(new SetSpec("nets", SetSpec.Kind.NET, IpVersion.V4, 4))))
                .hasValue(Reason.SET_EXISTS);
        assertThat(reason(ipset.create(new SetSpec("nets", SetSpec.Kind.NET, IpVersion.V6, 3))))
                .hasValue(Reason.SET_EXISTS);
        ipset.create(new SetSpec("six", SetSpec.Kind.NET, IpVersion.V6, 3));
        assertThat(reason(ipset.swap("nets", "six"))).hasValue(Reason.OTHER_TYPE);
    }

    @Test
    void contentIsReplacedAtOneBlow() {
        for (var set : SetLab.ALL) {
            ipset.create(set);
            ipset.add(set, some(set, 10));
            var left = set.named(set.name() + "-t");
            ipset.create(left);
            ipset.add(left, some(set, 20));
            assertThat(ipset.replace(set, left.name(), some(set, 5))).isEmpty();
            assertThat(list(ipset, set)).isEqualTo(texts(set, some(set, 5)));
            assertThat(lab.names()).doesNotContain(left.name());
        }
    }

    @Test
    void aTemporarySetOfAnotherFormIsNoObstacle() {
        var set = SetLab.ALL.getFirst();
        ipset.create(set);
        ipset.create(SetLab.ALL.getLast().named("t"));
        assertThat(ipset.replace(set, "t", some(set, 5))).isEmpty();
        assertThat(list(ipset, set)).isEqualTo(texts(set, some(set, 5)));
        assertThat(lab.names()).containsExactly(set.name());
    }

    @Test
    void aSetThatARuleLooksIntoChangesPlacesButIsNotDestroyed() {
        ipset.create(NETS);
        rule("-A");
        assertThat(header(ipset, NETS).references()).isPositive();
        var busy = ipset.destroy("nets");
        assertThat(busy.map(Refusal::why)).hasValue("destroy nets: somebody looks into the set (IPSET_ERR_BUSY)");
        assertThat(ipset.replace(NETS, "nets-t", members("10.0.0.7"))).isEmpty();
        assertThat(list(ipset, NETS)).containsExactly("10.0.0.7");
        rule("-D");
        Awaitility.await().until(() -> ipset.destroy("nets").isEmpty());
    }

    private static void rule(String verb) {
        var exit = lab.commands()
                .run("iptables-nft", verb, "INPUT", "-m", "set", "--match-set", "nets", "src", "-j", "DROP");
        assertThat(exit).isEqualTo(new Exit(0, "", ""));
    }

    @Test
    void whoFailsWhileHeListensOrTellsLeavesNothingBehind() {
        var set = SetLab.ALL.getFirst();
        ipset.create(set);
        ipset.add(set, some(set, 10_000));
        assertThatThrownBy(() -> ipset.list(set.name(), new Failing()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(seen(set)).isEqualTo(10_000);
        assertThatThrownBy(() -> ipset.delete(set, sink -> {
                    some(set, 100).tell(sink);
                    throw new UnsupportedOperationException("told enough");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(seen(set)).isEqualTo(10_000);
    }

    @Test
    void nobodyWritesWhileHeListens() {
        var set = SetLab.ALL.getFirst();
        ipset.create(set);
        ipset.add(set, some(set, 1));
        assertThatThrownBy(() -> ipset.list(set.name(), new Flushing(set))).isInstanceOf(IllegalStateException.class);
        assertThat(seen(set)).isEqualTo(1);
    }

    @Test
    void whereThereIsNoNamespaceItSaysSo() {
        try (var nowhere = NetlinkIpset.in(new Netns("margay-nowhere"))) {
            var refusal = nowhere.create(NETS).orElseThrow();
            assertThat(refusal.reason()).isEqualTo(Reason.NO_ACCESS);
            assertThat(refusal.why()).contains("create nets", "margay-nowhere", "ENOENT");
        }
    }

    @Test
    void itWorksAgainAfterItWasClosed() {
        ipset.create(NETS);
        ipset.close();
        assertThat(lab.names()).containsExactly("nets");
    }

    /// How many members are listed, each once.
    private static int seen(SetSpec set) {
        var seen = new BitSet();
        assertThat(ipset.list(set.name(), new Seen(set, seen))).isEmpty();
        return seen.cardinality();
    }

    /// Marks members of `SetLab.some`, each once.
    private record Seen(SetSpec set, BitSet seen) implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            assertThat(prefixLength).isEqualTo(set.version().bits());
            mark((int) (low - (set.version() == IpVersion.V4 ? 0x0a00_0000L : 0)));
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            int number = (int) (low - (set.version() == IpVersion.V4 ? 0x0a00_0000L : 0));
            assertThat(port).isEqualTo(1 + number % 60_000);
            mark(number);
        }

        private void mark(int number) {
            assertThat(seen.get(number)).isFalse();
            seen.set(number);
        }
    }

    private static final class Failing extends SetLab.Nobody {
        @Override
        public void net(long high, long low, int prefixLength) {
            throw new UnsupportedOperationException("heard enough");
        }
    }

    private static final class Flushing extends SetLab.Nobody {
        private final SetSpec set;

        Flushing(SetSpec set) {
            this.set = set;
        }

        @Override
        public void net(long high, long low, int prefixLength) {
            ipset.flush(set.name());
        }
    }
}
