package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.SetLab.header;
import static io.margay.dataplane.kernel.netlink.SetLab.list;
import static io.margay.dataplane.kernel.netlink.SetLab.reason;
import static io.margay.dataplane.kernel.netlink.SetLab.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.engine.Seeded;
import io.margay.model.net.IpVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The kernel does what sets in memory do, whatever is asked in whatever order, and refuses what they refuse.
class NetlinkIpsetDiffIT {
    private static final int SEQUENCES = 60;
    private static final int STEPS = 150;
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void randomSequencesEndAlike() {
        try (var lab = SetLab.open();
                var strict = lab.ipset().with(NetlinkIpset.Repeats.REFUSED)) {
            Seeded.run(SEQUENCES, random -> {
                var memory = new MemoryIpset();
                value(lab.ipset().names())
                        .forEach(name -> assertThat(lab.ipset().destroy(name)).isEmpty());
                for (int i = 0; i < STEPS; i++) {
                    boolean isStrict = random.nextBoolean();
                    step(random, isStrict ? strict : lab.ipset(), isStrict ? memory.strict() : memory);
                }
                assertAlike(lab.ipset(), memory);
            });
        }
    }

    private static void step(RandomGenerator random, Ipset kernel, MemoryIpset memory) {
        var name = name(random);
        var made = spec(random, name);
        var set = like(memory, made);
        var members = members(random, set);
        int which = random.nextInt(16);
        if (which < 5) {
            assertAlike(change(random, name, made), kernel, memory);
        } else if (which == 5) {
            assertAlike(ipset -> ipset.replace(set, name + "-t", members), kernel, memory);
        } else if (which < 11) {
            add(set, members, kernel, memory);
        } else {
            assertAlike(ipset -> ipset.delete(set, members), kernel, memory);
        }
    }

    private static Function<Ipset, Optional<Refusal>> change(RandomGenerator random, String name, SetSpec made) {
        var other = name(random);
        return switch (random.nextInt(7)) {
            case 0 -> ipset -> ipset.destroy(name);
            case 1 -> ipset -> ipset.flush(name);
            case 2, 3 -> ipset -> ipset.swap(name, other);
            default -> ipset -> ipset.create(made);
        };
    }

    /// The kernel puts a member where another of the same hash was deleted, without looking whether the set is full
    /// (`mtype_add`); which ones have the same hash is another matter with each set that is made.
    private static void add(SetSpec set, Members members, Ipset kernel, MemoryIpset memory) {
        var said = reason(kernel.add(set, members));
        var expected = reason(memory.add(set, members));
        boolean isOverfull = expected.equals(Optional.of(Refusal.Reason.SET_FULL))
                && header(kernel, set).members() > set.mostMembers();
        if (!isOverfull) {
            assertThat(said).isEqualTo(expected);
            return;
        }
        var before = list(memory, set);
        assertThat(list(kernel, set)).containsAll(before);
        before.addAll(texts(set, members));
        assertThat(before).containsAll(list(kernel, set));
        memory.takeFrom(kernel, set.name());
    }

    private static void assertAlike(Function<Ipset, Optional<Refusal>> operation, Ipset kernel, Ipset memory) {
        assertThat(reason(operation.apply(kernel))).isEqualTo(reason(operation.apply(memory)));
    }

    /// As the set of this name is, if there is one.
    private static SetSpec like(Ipset memory, SetSpec set) {
        return memory.header(set.name()) instanceof Reading.Read<SetHeader>(var header) ? header.set() : set;
    }

    private static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static SetSpec spec(RandomGenerator random, String name) {
        var kind = random.nextInt(4) == 0 ? SetSpec.Kind.IP_PORT : SetSpec.Kind.NET;
        var version = random.nextInt(4) == 0 ? IpVersion.V6 : IpVersion.V4;
        return new SetSpec(name, kind, version, 20 + random.nextInt(2));
    }

    /// Some of 32 nets, seldom one that cannot be, or of 32 ports.
    private static Members members(RandomGenerator random, SetSpec set) {
        var numbers = random.ints(random.nextInt(12), 0, 32).toArray();
        boolean isBad = random.nextInt(20) == 0;
        return sink -> {
            for (int number : numbers) {
                tell(set, number, sink);
            }
            if (isBad && set.kind() == SetSpec.Kind.NET) {
                sink.net(0, 0, 0);
            }
        };
    }

    private static void tell(SetSpec set, int number, MemberSink sink) {
        long high = set.version() == IpVersion.V4 ? 0 : 0xfd00_0000_0000_0000L;
        long low = set.version() == IpVersion.V4 ? 0x0a00_0000L : 0;
        if (set.kind() == SetSpec.Kind.NET) {
            sink.net(high, low, set.version().bits() - number % 3);
            sink.net(high, low | (long) number << 3, set.version().bits() - number % 3);
        } else {
            sink.port(high, low | number % 4, number % 2 == 0 ? 6 : 17, number);
        }
    }

    private static void assertAlike(Ipset kernel, Ipset memory) {
        var names = value(memory.names());
        assertThat(value(kernel.names())).containsExactlyInAnyOrderElementsOf(names);
        for (var name : names) {
            var set = value(memory.header(name)).set();
            assertThat(header(kernel, set).set()).isEqualTo(set);
            assertThat(list(kernel, set)).isEqualTo(list(memory, set));
            assertThat(header(kernel, set).members())
                    .isEqualTo(header(memory, set).members());
        }
    }

    private static <T> T value(Reading<T> reading) {
        return switch (reading) {
            case Reading.Read<T>(var value) -> value;
            case Reading.Unread<T>(var why) -> throw new AssertionError(why.why());
        };
    }
}
