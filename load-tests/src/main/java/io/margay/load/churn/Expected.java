package io.margay.load.churn;

import io.margay.load.host.Mark;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/// Whom a change affects, and by which marks each of these sees it.
///
/// Layout: two arrays, in the order of the hosts' numbers. Nobody changes them.
public final class Expected {
    private final List<Mark> marks;
    private final int[] hosts;
    private final byte[] kinds;
    private final int unmarked;

    /// @param kinds by host, the bits of what it was told; 0 where it was told something without a mark, or nothing
    /// @param told the hosts that were told anything
    Expected(Collection<Mark> marks, int[] kinds, BitSet told) {
        this.marks = List.copyOf(marks);
        this.hosts = told.stream().filter(host -> kinds[host] != 0).toArray();
        this.kinds = new byte[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
            this.kinds[i] = (byte) kinds[hosts[i]];
        }
        this.unmarked = told.cardinality() - hosts.length;
    }

    /// The marks that it may leave.
    public List<Mark> marks() {
        return marks;
    }

    /// How many hosts see it.
    public int count() {
        return hosts.length;
    }

    /// How many hosts are told something that shows no mark of it, such as that two identities are one no longer.
    public int unmarked() {
        return unmarked;
    }

    /// One of them, by its place from 0.
    public int host(int at) {
        return hosts[at];
    }

    /// The bits of what this one sees.
    byte kinds(int at) {
        return kinds[at];
    }

    /// Where a host is among them; less than 0: it is not.
    int place(int host) {
        return java.util.Arrays.binarySearch(hosts, host);
    }
}
