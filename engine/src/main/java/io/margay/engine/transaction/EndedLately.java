package io.margay.engine.transaction;

import io.margay.model.net.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The addresses whose owners ended, or lost them, in the last versions of a shard: for hosts that did not hear of it
/// as it happened. Immutable.
///
/// Cost: at most `MOST` addresses, and a copy of so many references in a version in which any ended.
public final class EndedLately {
    /// Nothing yet.
    public static final EndedLately NOTHING = new EndedLately(List.of());

    /// So many are remembered; the first go first.
    static final int MOST = 4_096;

    private record Ended(long version, Cidr address) {}

    private final List<Ended> last;

    private EndedLately(List<Ended> last) {
        this.last = last;
    }

    /// These ended in a later version, too.
    EndedLately with(long version, Collection<Cidr> addresses) {
        if (addresses.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(last);
        addresses.forEach(address -> all.add(new Ended(version, address)));
        return new EndedLately(List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size())));
    }

    /// Those that ended after a version, as far as that is known. Cost: a look at each.
    Set<Cidr> since(long version) {
        var since = new TreeSet<Cidr>();
        for (int at = last.size() - 1; at >= 0 && last.get(at).version > version; at--) {
            since.add(last.get(at).address);
        }
        return since;
    }
}
