package io.margay.model.update;

import io.margay.model.net.CidrList;
import io.margay.model.net.NamedPort;
import java.util.Arrays;
import java.util.List;

/// An identity that the host knows. What other packages see of it never changes: one with other addresses is another
/// object.
public final class HeldIdentity {
    private static final int[] NONE = {};
    private static final int FIRST = 4;

    private final List<NamedPort> ports;
    private final CidrList addresses;
    /// The numbers of the sets of the host that mean it, in no order; of the array, the first `meanings`.
    private int[] sets = NONE;
    /// Less than 0: so many sets are about to mean it, and none does.
    private int meanings;

    HeldIdentity(List<NamedPort> ports, CidrList addresses) {
        this.ports = ports;
        this.addresses = addresses;
    }

    /// Its named ports.
    public List<NamedPort> ports() {
        return ports;
    }

    /// Its addresses.
    public CidrList addresses() {
        return addresses;
    }

    /// How many sets of the host mean it.
    int meanings() {
        return meanings;
    }

    /// The number of one of them, by its place from 0.
    int set(int at) {
        return sets[at];
    }

    /// Is meant by those that mean another, which is no longer used.
    void succeed(HeldIdentity other) {
        sets = other.sets;
        meanings = other.meanings;
    }

    /// A set is about to mean it, so that there is room for just as many as will.
    void expect() {
        meanings -= sets.length == 0 ? 1 : 0;
    }

    void join(int set) {
        if (meanings < 0) {
            sets = new int[-meanings];
            meanings = 0;
        }
        if (meanings == sets.length) {
            sets = Arrays.copyOf(sets, Math.max(FIRST, meanings + (meanings >> 1)));
        }
        sets[meanings++] = set;
    }

    void leave(int set) {
        for (int i = 0; i < meanings; i++) {
            if (sets[i] == set) {
                sets[i] = sets[--meanings];
                return;
            }
        }
        throw new IllegalStateException("set " + set + " did not mean it");
    }
}
