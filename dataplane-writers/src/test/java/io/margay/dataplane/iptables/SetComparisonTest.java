package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a comparison says, against sets of the JDK.
class SetComparisonTest {
    private record Told(long high, long low, int protocol, int rest) {
        void tell(MemberSink sink) {
            if (protocol < 0) {
                sink.net(high, low, rest);
            } else {
                sink.port(high, low, protocol, rest);
            }
        }
    }

    private final Random random = new Random(1);
    private final SetComparison comparison = new SetComparison();

    @Test
    void itSaysWhatIsLackingAndWhatIsTooMuchOfOneSetAfterAnother() {
        int[] sizes = {0, 3, 40, 5_000, 7, 150_000, 12, 0};
        for (int size : sizes) {
            for (boolean isV6 : new boolean[] {false, true, false}) {
                compare(members(size, isV6), members(size / 3, isV6));
            }
        }
    }

    /// @param others what is there in place of every third of those that should be
    private void compare(Set<Told> wanted, Set<Told> others) {
        var there = new HashSet<>(others);
        wanted.stream().filter(_ -> random.nextInt(3) > 0).forEach(there::add);
        var should = comparison.begin();
        // One with several holders is told several times.
        wanted.forEach(it -> it.tell(should));
        wanted.stream().limit(10).forEach(it -> it.tell(should));
        assertThat(comparison.size()).isEqualTo(wanted.size());
        there.forEach(it -> it.tell(comparison.there()));
        there.stream().limit(10).forEach(it -> it.tell(comparison.there()));
        assertThat(told(comparison.all())).isEqualTo(wanted);
        var lacking = without(wanted, there);
        var surplus = without(there, wanted);
        assertThat(told(comparison.lacking())).isEqualTo(lacking);
        assertThat(told(comparison.surplus())).isEqualTo(surplus);
        assertThat(comparison.missing()).isEqualTo(lacking.size());
        assertThat(comparison.differences()).isEqualTo(lacking.size() + surplus.size());
    }

    private static Set<Told> without(Set<Told> some, Set<Told> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static Set<Told> told(Members members) {
        var all = new HashSet<Told>();
        members.tell(new MemberSink() {
            @Override
            public void net(long high, long low, int prefixLength) {
                assertThat(all.add(new Told(high, low, -1, prefixLength))).isTrue();
            }

            @Override
            public void port(long high, long low, int protocol, int port) {
                assertThat(all.add(new Told(high, low, protocol, port))).isTrue();
            }
        });
        return all;
    }

    private Set<Told> members(int size, boolean isV6) {
        var all = new HashSet<Told>();
        while (all.size() < size) {
            // Some of IPv6 look like IPv4.
            boolean isLong = isV6 && random.nextInt(4) > 0;
            long high = isLong ? random.nextLong() : 0;
            long low = isLong ? random.nextLong() : random.nextInt() & 0xffff_ffffL;
            boolean isNet = random.nextBoolean();
            all.add(new Told(
                    high, low, isNet ? -1 : random.nextInt(256), isNet ? random.nextInt(129) : random.nextInt(65_536)));
        }
        return all;
    }
}
