package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Content;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.RandomWorld;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A kernel that refuses at random, in the midst of members too, holds in the end what it should; each seed is printed
/// with what it breaks.
class FailingKernelTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 20;
    private static final Exit DONE = new Exit(0, "", "");
    private static final Refusal REFUSAL = new Refusal(Refusal.Reason.NO_MEMORY, "work", "", "ENOMEM");

    private Random random = new Random();
    private boolean isBroken;

    /// Sets in memory, of which each operation may fail.
    private final class Failing extends MemoryIpset {
        @Override
        public Optional<Refusal> create(SetSpec set) {
            return perhaps(() -> super.create(set));
        }

        @Override
        public Optional<Refusal> add(SetSpec set, Members members) {
            return perhaps(members, some -> super.add(set, some));
        }

        @Override
        public Optional<Refusal> delete(SetSpec set, Members members) {
            return perhaps(members, some -> super.delete(set, some));
        }

        @Override
        public Optional<Refusal> swap(String name, String other) {
            return perhaps(() -> super.swap(name, other));
        }

        @Override
        public Optional<Refusal> destroy(String name) {
            return perhaps(() -> super.destroy(name));
        }

        private Optional<Refusal> perhaps(Supplier<Optional<Refusal>> work) {
            return fails() ? Optional.of(REFUSAL) : work.get();
        }

        private Optional<Refusal> perhaps(Members members, Change change) {
            if (!fails()) {
                return change.by(members);
            }
            var done = change.by(sink -> members.tell(new Some(sink)));
            return done.isPresent() ? done : Optional.of(REFUSAL);
        }
    }

    private interface Change {
        Optional<Refusal> by(Members members);
    }

    /// Passes on the first few.
    private final class Some implements MemberSink {
        private final MemberSink sink;
        private int left = random.nextInt(4);

        private Some(MemberSink sink) {
            this.sink = sink;
        }

        @Override
        public void net(long high, long low, int prefixLength) {
            if (left-- > 0) {
                sink.net(high, low, prefixLength);
            }
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            if (left-- > 0) {
                sink.port(high, low, protocol, port);
            }
        }
    }

    @Test
    void whateverFailsInTheEndTheSetsAreAsTheyShould() {
        for (int seed = 0; seed < SEEDS; seed++) {
            random = new Random(seed);
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            var ipset = new Failing();
            var writer = new IptablesWriter(IptablesConfig.standard(), iptables(), ipset, Routes.none());
            isBroken = true;
            for (int step = 0; step < STEPS; step++) {
                host.take(world.next());
                writeNowAndThen(writer, host);
            }
            isBroken = false;
            host.desired().next(writer.wanted()).ifPresent(plan -> apply(writer, host, plan));
            writer.refresh();
            assertThat(sets(ipset)).as("seed %d", seed).isEqualTo(expected(host));
        }
    }

    private void writeNowAndThen(Writer writer, ByTransaction host) {
        if (random.nextBoolean()) {
            host.desired().next(writer.wanted()).ifPresent(plan -> apply(writer, host, plan));
        }
    }

    private static void apply(Writer writer, ByTransaction host, Plan plan) {
        host.desired().putBack(writer.apply(plan) instanceof Writer.Done done ? plan.only(done.untaken()) : plan);
    }

    private boolean fails() {
        return isBroken && random.nextInt(8) == 0;
    }

    private static Map<String, Set<String>> sets(MemoryIpset ipset) {
        var sets = new TreeMap<String, Set<String>>();
        for (var name : ((Reading.Read<List<String>>) ipset.names()).value()) {
            var version = name.startsWith(Names.PREFIX + "4") ? IpVersion.V4 : IpVersion.V6;
            var members = new ArrayList<String>();
            assertThat(ipset.list(name, new MemberText(version, members::add))).isEmpty();
            // Whichever it is called, there is one.
            assertThat(sets.put(name.replaceFirst("(?<=.{21})-[0-9]+$", ""), new TreeSet<>(members)))
                    .isNull();
        }
        return sets;
    }

    private static Map<String, Set<String>> expected(ByTransaction host) {
        var sets = new TreeMap<String, Set<String>>();
        Content.of(host.desired()).sets().forEach((id, set) -> {
            for (var version : IpVersion.values()) {
                var members = new TreeSet<String>();
                set.members().stream()
                        .filter(member -> member.version() == version)
                        .forEach(member -> member.tell(new MemberText(version, members::add)));
                sets.put(Names.set(id, version), members);
            }
        });
        return sets;
    }

    private Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                return fails() ? new Exit(1, "", "no room") : DONE;
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                return DONE;
            }
        };
    }
}
