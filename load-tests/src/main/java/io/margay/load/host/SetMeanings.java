package io.margay.load.host;

import io.margay.model.net.CidrList;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.update.Part.IdentityContents;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What the sets of a host mean: of each, a 64-bit sum over its members, each once, in no order. Two hosts whose sets
/// have the same members have the same sums, however the members are divided among identities.
///
/// Layout: a sum for each identity, by its number. Cost: a look at each address, and an addition for each identity in
/// each set; addresses by themselves only where several identities have them.
final class SetMeanings {
    private final ReplayedIdentities identities;
    private final FirstHolders holders = new FirstHolders();
    /// Of the addresses that no other identity has.
    private final long[] sums;

    private SetMeanings(ReplayedIdentities identities) {
        this.identities = identities;
        this.sums = new long[identities.end()];
        forEachMeant(this::show);
        forEachMeant(this::look);
        holders.sharing().forEach((IntConsumer) this::lookAgain);
    }

    /// The sums of all sets.
    static Map<SetId, Long> of(Replay held) {
        var meanings = new SetMeanings(held.identities());
        var found = new HashMap<SetId, Long>();
        held.sets().all().forEach(set -> found.put(set.id(), meanings.of(set)));
        return found;
    }

    private void forEachMeant(IntConsumer consumer) {
        for (int number = 0; number < sums.length; number++) {
            if (identities.isMeant(number)) {
                consumer.accept(number);
            }
        }
    }

    private void show(int number) {
        var addresses = addresses(number);
        for (int i = 0; i < addresses.size(); i++) {
            holders.show(hash(addresses, i));
        }
    }

    private void look(int number) {
        var addresses = addresses(number);
        for (int i = 0; i < addresses.size(); i++) {
            long hash = hash(addresses, i);
            sums[number] += mixed(hash);
            holders.add(hash, number);
        }
    }

    private void lookAgain(int number) {
        var addresses = addresses(number);
        sums[number] = 0;
        for (int i = 0; i < addresses.size(); i++) {
            long hash = hash(addresses, i);
            sums[number] += holders.isShared(hash) ? 0 : mixed(hash);
        }
    }

    private long of(ReplayedSets.Known set) {
        long sum = 0;
        for (var member : set.members()) {
            sum += mixed(member.hashCode());
        }
        return sum
                + switch (set.definition()) {
                    case AddressSet.NamedPorts ports -> ofPorts(set.identities(), ports);
                    case AddressSet.Selected _, AddressSet.ServicePorts _, AddressSet.ServiceAddresses _ ->
                        ofAddresses(set.identities());
                };
    }

    private long ofAddresses(RoaringBitmap of) {
        var total = new Total();
        of.forEach((IntConsumer) number -> total.sum += sums[number]);
        RoaringBitmap.and(of, holders.sharing()).forEach((IntConsumer) number -> addShared(number, 0, total));
        return total.sum;
    }

    private long ofPorts(RoaringBitmap of, AddressSet.NamedPorts wanted) {
        var total = new Total();
        of.forEach((IntConsumer) number -> {
            var ports = identity(number).ports();
            for (int i = 0; i < ports.size(); i++) {
                if (isWanted(ports, i, wanted)) {
                    addPort(number, mixed(ports.get(i).port()), total);
                }
            }
        });
        return total.sum;
    }

    private static boolean isWanted(List<NamedPort> ports, int at, AddressSet.NamedPorts wanted) {
        var port = ports.get(at);
        return port.name().equals(wanted.name())
                && port.protocol().equals(wanted.protocol())
                && ports.indexOf(port) == at;
    }

    private void addPort(int number, long salt, Total to) {
        boolean isSharing = holders.sharing().contains(number);
        var addresses = addresses(number);
        for (int i = 0; i < addresses.size(); i++) {
            long hash = hash(addresses, i);
            to.sum += isSharing && holders.isShared(hash) ? 0 : mixed(hash + salt);
        }
        if (isSharing) {
            addShared(number, salt, to);
        }
    }

    /// Adds the addresses of an identity that others have, too, each once.
    private void addShared(int number, long salt, Total to) {
        var addresses = addresses(number);
        for (int i = 0; i < addresses.size(); i++) {
            long hash = hash(addresses, i);
            boolean isNew = holders.isShared(hash) && to.once.add(hash + salt);
            to.sum += isNew ? mixed(hash + salt) : 0;
        }
    }

    private IdentityContents identity(int number) {
        return Objects.requireNonNull(identities.get(number), "an identity of a set");
    }

    private CidrList addresses(int number) {
        return CidrList.of(identity(number).addresses());
    }

    private static long hash(CidrList addresses, int at) {
        return mixed(mixed(addresses.highAt(at)) + mixed(addresses.lowAt(at)) * 3 + addresses.headAt(at));
    }

    private static final class Total {
        private final Set<Long> once = new HashSet<>();
        private long sum;
    }

    /// The finisher of SplitMix64.
    private static long mixed(long value) {
        long first = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        long second = (first ^ first >>> 27) * 0x94d0_49bb_1331_11ebL;
        return second ^ second >>> 31;
    }
}
