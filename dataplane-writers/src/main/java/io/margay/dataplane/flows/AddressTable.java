package io.margay.dataplane.flows;

import io.margay.dataplane.kernel.Flow;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Addresses of one IP version, to be asked for each of many flows. Immutable.
///
/// Open addressing in one array of halves, at most half full; ::0 stands for an empty place and is kept apart. Nets of
/// more than one address are a list: workloads have none. Allocates nothing when it is asked. Cost: about one look.
final class AddressTable {
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    private final IpVersion version;
    private final long[] halves;
    private final List<Cidr> nets = new ArrayList<>();
    private boolean hasZero;
    private int size;

    private AddressTable(IpVersion version, int most) {
        this.version = version;
        this.halves = new long[4 * Math.max(1, Integer.highestOneBit(most) << 1)];
    }

    /// Those of a version.
    static AddressTable of(IpVersion version, Collection<Cidr> addresses) {
        var table = new AddressTable(version, addresses.size());
        addresses.stream().filter(it -> it.version() == version).forEach(table::add);
        return table;
    }

    private void add(Cidr cidr) {
        size++;
        if (!cidr.isSingle()) {
            nets.add(cidr);
            return;
        }
        var ip = cidr.network();
        if ((ip.high() | ip.low()) == 0) {
            hasZero = true;
        } else {
            int at = place(ip.high(), ip.low());
            halves[at] = ip.high();
            halves[at + 1] = ip.low();
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether any end of the flow, in either direction, is one of them.
    boolean isIn(Flow flow) {
        return isIn(flow.original()) || isIn(flow.reply());
    }

    private boolean isIn(Flow.Tuple tuple) {
        return has(tuple.sourceHigh(), tuple.sourceLow()) || has(tuple.destinationHigh(), tuple.destinationLow());
    }

    /// Whether it is one of them.
    boolean has(long high, long low) {
        if ((high | low) == 0) {
            return hasZero || isInNet(high, low);
        }
        int at = place(high, low);
        return (halves[at] | halves[at + 1]) != 0 || isInNet(high, low);
    }

    private boolean isInNet(long high, long low) {
        // Made only where there are nets.
        return !nets.isEmpty() && nets.stream().anyMatch(net -> net.contains(new Ip(version, high, low)));
    }

    /// Where the address is, or would be.
    private int place(long high, long low) {
        long hash = ((high * MIX) ^ low) * MIX;
        int at = ((int) (hash >>> Integer.SIZE) << 1) & (halves.length - 1);
        while ((halves[at] | halves[at + 1]) != 0 && (halves[at] != high || halves[at + 1] != low)) {
            at = (at + 2) & (halves.length - 1);
        }
        return at;
    }
}
