package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.plan.SetMembers;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// What members of sets cost to write, in time. Not run with the tests: `./mvnw -pl dataplane-writers -am test
/// -Dtest=IpsetBench -Dsurefire.failIfNoSpecifiedTests=false`, as root.
class IpsetBench {
    private static final int ROUNDS = 5;
    private static final int SETS = 2000;
    private static final int MEMBERS = 800;
    private static final int PRESENT = 100_000;
    private static final int SINGLES = 20_000;
    private static final int FIRST = 0x0a00_0000;

    @Test
    void snapshot() {
        inNamespace((ipset, netns) -> {
            for (int round = 1; round <= ROUNDS; round++) {
                report(
                        round,
                        "snapshot, of numbers",
                        () -> eachSet(i -> {
                            done(ipset.create(set(i)));
                            done(ipset.add(set(i), sink -> tell(i, sink)));
                        }));
                report(
                        round,
                        "replaced, of numbers",
                        () -> eachSet(i ->
                                done(ipset.replace(set(i), Names.temporary(set(i).name()), sink -> tell(i, sink)))));
                report(round, "listed", () -> eachSet(i -> done(ipset.list(set(i).name(), new Listener()))));
                report(round, "destroyed", () -> eachSet(i -> done(ipset.destroy(set(i).name()))));
            }
            var plans = new ArrayList<SetStep>();
            eachSet(i -> plans.add(new SetStep.Create(set(i), members(i))));
            for (int round = 1; round <= ROUNDS; round++) {
                report(round, "snapshot, of a plan's members", () -> plans.forEach(step -> done(step.in(ipset))));
                eachSet(i -> done(ipset.destroy(set(i).name())));
            }
        });
    }

    @Test
    void textOfTheTool() {
        inNamespace((ipset, netns) -> {
            var commands = new Commands(netns, Duration.ofMinutes(2));
            for (int round = 1; round <= 2; round++) {
                report(round, "snapshot, by ipset restore", () -> {
                    var lines = new StringBuilder();
                    var text = new PreviewIpset(line -> lines.append(line).append('\n'));
                    eachSet(i -> done(new SetStep.Create(set(i), members(i)).in(text)));
                    var exit = commands.run(List.of("ipset", "restore", "-exist"), lines.toString());
                    assertThat(exit.ok()).as(exit.why()).isTrue();
                });
                eachSet(i -> done(ipset.destroy(set(i).name())));
            }
        });
    }

    @Test
    void single() {
        inNamespace((ipset, netns) -> {
            var set = set(0);
            done(ipset.create(set));
            done(ipset.add(set, sink -> {
                for (int i = 0; i < PRESENT; i++) {
                    sink.net(0, FIRST + i, IpVersion.V4.bits());
                }
            }));
            for (int round = 1; round <= ROUNDS; round++) {
                var nanos = new long[SINGLES];
                for (int i = 0; i < SINGLES; i++) {
                    long address = (long) FIRST + PRESENT + i;
                    long start = System.nanoTime();
                    done(ipset.add(set, sink -> sink.net(0, address, IpVersion.V4.bits())));
                    nanos[i] = System.nanoTime() - start;
                }
                done(ipset.delete(set, sink -> {
                    for (int i = 0; i < SINGLES; i++) {
                        sink.net(0, FIRST + PRESENT + i, IpVersion.V4.bits());
                    }
                }));
                Arrays.sort(nanos);
                System.out.printf(
                        "round %d: one more of %,d: p50 %.1f us, p99 %.1f us, most %.1f us%n",
                        round,
                        PRESENT,
                        nanos[SINGLES / 2] / 1e3,
                        nanos[SINGLES / 100 * 99] / 1e3,
                        nanos[SINGLES - 1] / 1e3);
            }
        });
    }

    private interface Work {
        void in(NetlinkIpset ipset, Netns netns);
    }

    private static void inNamespace(Work work) {
        Privileged.assumeLab();
        try (var lab = Lab.open()) {
            var netns = lab.addNode("bench", List.of()).netns();
            try (var ipset = NetlinkIpset.in(netns)) {
                work.in(ipset, netns);
            }
        }
    }

    private static void report(int round, String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "round %d: %,d members in %,d sets, %s: %.3f s, %.0f ns a member%n",
                round, SETS * MEMBERS, SETS, what, seconds, seconds * 1e9 / SETS / MEMBERS);
    }

    private static void eachSet(IntConsumer work) {
        for (int i = 0; i < SETS; i++) {
            work.accept(i);
        }
    }

    private static SetSpec set(int number) {
        return new SetSpec("bench" + number, SetSpec.Kind.NET, IpVersion.V4, 1 << 20);
    }

    private static void tell(int set, MemberSink sink) {
        for (int i = 0; i < MEMBERS; i++) {
            sink.net(0, FIRST + set * MEMBERS + i, IpVersion.V4.bits());
        }
    }

    private static SetMembers members(int set) {
        var members = new ArrayList<Cidr>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(Cidr.of(new Ip(IpVersion.V4, 0, FIRST + set * MEMBERS + i)));
        }
        return SetMembers.of(members);
    }

    private static void done(Optional<Refusal> refusal) {
        refusal.ifPresent(why -> {
            throw new AssertionError(why.why());
        });
    }

    /// Wants to hear of each, and does no more.
    private record Listener() implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            if (prefixLength != IpVersion.V4.bits()) {
                throw new AssertionError("a net of length " + prefixLength);
            }
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            throw new AssertionError("a port");
        }
    }
}
