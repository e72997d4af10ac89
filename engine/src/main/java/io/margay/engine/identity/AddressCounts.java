package io.margay.engine.identity;

import io.margay.model.net.Cidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The addresses of one identity, each with how often it is held.
///
/// Layout: an immutable sorted list, the very one that the [Identity] has, and a count for those alone that are held
/// more than once (most are not); what came and went since is kept aside. With one or two addresses: 56 bytes and the
/// addresses. Cost: one step for each that comes or goes; in [#settle()] sorting these, and one pass over the list;
/// where they are few, a search for each, and a copy of the references.
final class AddressCounts {
    /// So many times as many as came and went are many.
    private static final int FEW = 16;

    private static final Cidr[] NONE = new Cidr[0];

    private List<Cidr> settled = List.of();
    private @Nullable Map<Cidr, Integer> shared;
    private @Nullable List<Cidr> came;
    private @Nullable List<Cidr> went;

    /// The addresses, in order, as last settled.
    List<Cidr> list() {
        return settled;
    }

    void add(List<Cidr> addresses) {
        came = joined(came, addresses);
    }

    void remove(List<Cidr> addresses) {
        went = joined(went, addresses);
    }

    /// Takes in what came and went; whether the list is another one now.
    boolean settle() {
        if (settled.isEmpty() && went == null && came != null && came.size() == 1) {
            settled = List.copyOf(came);
            came = null;
            return true;
        }
        var in = sorted(came);
        var out = sorted(went);
        came = null;
        went = null;
        int moved = in.length + out.length;
        return moved > 0 && (moved * FEW < settled.size() ? settleFew(in, out) : new Merge(in, out).run());
    }

    /// Looks at those alone that came or went: the others may be hundreds, and not in the processor's cache.
    private boolean settleFew(Cidr[] in, Cidr[] out) {
        var list = new ArrayList<>(settled);
        for (var address : in) {
            move(list, address, 1);
        }
        for (var address : out) {
            move(list, address, -1);
        }
        boolean differs = !list.equals(settled);
        if (differs) {
            settled = List.copyOf(list);
        }
        return differs;
    }

    private void move(List<Cidr> list, Cidr address, int by) {
        int at = Collections.binarySearch(list, address);
        int now = (at < 0 ? 0 : count(address)) + by;
        count(address, now);
        if (at < 0 && now > 0) {
            list.add(~at, address);
        } else if (at >= 0 && now <= 0) {
            list.remove(at);
        }
    }

    private static @Nullable List<Cidr> joined(@Nullable List<Cidr> pending, List<Cidr> more) {
        if (more.isEmpty()) {
            return pending;
        }
        if (pending == null) {
            return more;
        }
        var joined = pending instanceof ArrayList<Cidr> own ? own : new ArrayList<>(pending);
        joined.addAll(more);
        return joined;
    }

    private static Cidr[] sorted(@Nullable List<Cidr> pending) {
        if (pending == null) {
            return NONE;
        }
        var sorted = pending.toArray(NONE);
        Arrays.sort(sorted);
        return sorted;
    }

    private int count(Cidr address) {
        return shared == null ? 1 : shared.getOrDefault(address, 1);
    }

    private void count(Cidr address, int count) {
        if (count > 1) {
            shared = shared == null ? new HashMap<>() : shared;
            shared.put(address, count);
        } else if (shared != null && shared.remove(address) != null && shared.isEmpty()) {
            shared = null;
        }
    }

    /// One pass over three sorted lists: what was there, what came, what went.
    private final class Merge {
        private final Cidr[] in;
        private final Cidr[] out;
        private final ArrayList<Cidr> merged;
        private int atSettled;
        private int atIn;
        private int atOut;
        private boolean differs;

        private Merge(Cidr[] in, Cidr[] out) {
            this.in = in;
            this.out = out;
            this.merged = new ArrayList<>(settled.size() + in.length);
        }

        private boolean run() {
            for (var next = next(); next != null; next = next()) {
                step(next);
            }
            if (differs) {
                settled = List.copyOf(merged);
            }
            return differs;
        }

        private @Nullable Cidr next() {
            var next = atSettled < settled.size() ? settled.get(atSettled) : null;
            next = lower(next, in, atIn);
            return lower(next, out, atOut);
        }

        private static @Nullable Cidr lower(@Nullable Cidr one, Cidr[] others, int at) {
            if (at == others.length) {
                return one;
            }
            return one == null || others[at].compareTo(one) < 0 ? others[at] : one;
        }

        private void step(Cidr address) {
            boolean was = atSettled < settled.size() && settled.get(atSettled).equals(address);
            int before = was ? count(address) : 0;
            int now = before;
            atSettled += was ? 1 : 0;
            for (; atIn < in.length && in[atIn].equals(address); atIn++) {
                now++;
            }
            for (; atOut < out.length && out[atOut].equals(address); atOut++) {
                now--;
            }
            if (now != before) {
                count(address, now);
            }
            if (now > 0) {
                merged.add(address);
            }
            differs |= was != now > 0;
        }
    }
}
