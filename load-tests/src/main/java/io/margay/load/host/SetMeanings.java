package io.margay.load.host;

import io.margay.model.net.CidrList;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.update.HeldIdentity;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// What the sets of a host mean: of each, a 64-bit sum over its members, each once, in no order. Two hosts whose sets
/// have the same members have the same sums, however the members are divided among identities.
///
/// Cost: a number for each identity, and an addition for each identity in each set; members by themselves only where
/// several identities hold an address, and in sets of named ports.
final class SetMeanings {
    private final Holdings held;
    private final Map<Integer, Long> sums = new HashMap<>();
    /// Identities with an address that another one has, too.
    private final RoaringBitmap sharing = new RoaringBitmap();

    private SetMeanings(Holdings held) {
        this.held = held;
    }

    /// The sums of all sets.
    static Map<SetId, Long> of(Holdings held) {
        var meanings = new SetMeanings(held);
        var all = new RoaringBitmap();
        held.sets().forEach(set -> all.or(set.identities()));
        all.forEach((int identity) -> meanings.look(identity));
        var found = new HashMap<SetId, Long>();
        held.sets().forEach(set -> found.put(set.id(), meanings.of(set)));
        return found;
    }

    private void look(int number) {
        var addresses = identity(number).addresses();
        long sum = 0;
        for (int i = 0; i < addresses.size(); i++) {
            sum += hash(addresses, i);
            if (held.anyHolder(
                    addresses.highAt(i), addresses.lowAt(i), addresses.headAt(i), other -> other != number)) {
                sharing.add(number);
            }
        }
        sums.put(number, sum);
    }

    private long of(HeldSet set) {
        long sum = 0;
        for (var member : set.members()) {
            sum += mixed(member.hashCode());
        }
        return sum
                + switch (set.definition()) {
                    case AddressSet.NamedPorts ports -> ofPorts(set, ports);
                    case AddressSet.Selected _, AddressSet.ServicePorts _, AddressSet.ServiceAddresses _ ->
                        ofAddresses(set);
                };
    }

    private long ofAddresses(HeldSet set) {
        long sum = 0;
        for (int number : RoaringBitmap.andNot(set.identities(), sharing)) {
            sum += Objects.requireNonNull(sums.get(number));
        }
        var once = new HashSet<Long>();
        for (int number : RoaringBitmap.and(set.identities(), sharing)) {
            var addresses = identity(number).addresses();
            for (int i = 0; i < addresses.size(); i++) {
                once.add(hash(addresses, i));
            }
        }
        return sum + sum(once);
    }

    private long ofPorts(HeldSet set, AddressSet.NamedPorts wanted) {
        var once = new HashSet<Long>();
        for (int number : set.identities()) {
            var identity = identity(number);
            identity.ports().stream()
                    .filter(port ->
                            port.name().equals(wanted.name()) && port.protocol().equals(wanted.protocol()))
                    .forEach(port -> add(identity.addresses(), mixed(port.port()), once));
        }
        return sum(once);
    }

    private HeldIdentity identity(int number) {
        return Objects.requireNonNull(held.identity(number), "an identity of a set");
    }

    private static void add(CidrList addresses, long salt, Set<Long> to) {
        for (int i = 0; i < addresses.size(); i++) {
            to.add(mixed(hash(addresses, i) + salt));
        }
    }

    private static long sum(Set<Long> hashes) {
        return hashes.stream().mapToLong(Long::longValue).sum();
    }

    private static long hash(CidrList addresses, int at) {
        return mixed(mixed(addresses.highAt(at)) + mixed(addresses.lowAt(at)) * 3 + addresses.headAt(at));
    }

    /// The finisher of SplitMix64.
    private static long mixed(long value) {
        long first = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        long second = (first ^ first >>> 27) * 0x94d0_49bb_1331_11ebL;
        return second ^ second >>> 31;
    }
}
