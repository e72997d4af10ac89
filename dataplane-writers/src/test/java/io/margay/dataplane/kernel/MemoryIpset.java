package io.margay.dataplane.kernel;

import io.margay.dataplane.kernel.Refusal.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Sets in memory, as the kernel would have them, for tests: with its refusals, in its order.
public class MemoryIpset implements Ipset {
    private record Kept(SetSpec set, Set<One> members) {}

    /// One member; `port` is that of a set with ports, else -1.
    private record One(long high, long low, int prefixOrProtocol, int port) implements Comparable<One> {
        void tell(MemberSink sink) {
            if (port < 0) {
                sink.net(high, low, prefixOrProtocol);
            } else {
                sink.port(high, low, prefixOrProtocol, port);
            }
        }

        @Override
        public int compareTo(One other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Into(List<One> members) implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            members.add(new One(high, low, prefixLength, -1));
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            members.add(new One(high, low, protocol, port));
        }
    }

    private final Map<String, Kept> sets;
    private final boolean isStrict;

    /// No sets.
    public MemoryIpset() {
        this(new LinkedHashMap<>(), false);
    }

    private MemoryIpset(Map<String, Kept> sets, boolean isStrict) {
        this.sets = sets;
        this.isStrict = isStrict;
    }

    /// The same sets, where what is so already may not be said again.
    public MemoryIpset strict() {
        return new MemoryIpset(sets, true);
    }

    @Override
    public Optional<Refusal> create(SetSpec set) {
        var there = sets.putIfAbsent(set.name(), new Kept(set, new TreeSet<>()));
        return there != null && (isStrict || !there.set.equals(set))
                ? refused(Reason.SET_EXISTS, "create " + set.name())
                : Optional.empty();
    }

    @Override
    public Optional<Refusal> add(SetSpec set, Members members) {
        var kept = sets.get(set.name());
        for (var one : list(members)) {
            if (kept == null) {
                return noSuchSet("add to " + set.name());
            }
            if (one.port < 0 && one.prefixOrProtocol == 0) {
                return refused(Reason.BAD_MEMBER, "add to " + set.name());
            }
            if (kept.members.contains(one) ? isStrict : kept.members.size() >= kept.set.mostMembers()) {
                return refused(
                        kept.members.contains(one) ? Reason.MEMBER_EXISTS : Reason.SET_FULL, "add to " + set.name());
            }
            kept.members.add(one);
        }
        return Optional.empty();
    }

    /// Has all members of the kernel's set of this name, full or not.
    public void takeFrom(Ipset kernel, String name) {
        var kept = sets.get(name);
        var there = new ArrayList<One>();
        if (kept == null || kernel.list(name, new Into(there)).isPresent()) {
            throw new IllegalArgumentException("there is no set " + name);
        }
        kept.members.addAll(there);
    }

    @Override
    public Optional<Refusal> delete(SetSpec set, Members members) {
        var kept = sets.get(set.name());
        for (var one : list(members)) {
            if (kept == null) {
                return noSuchSet("delete from " + set.name());
            }
            if (one.port < 0 && one.prefixOrProtocol == 0) {
                return refused(Reason.BAD_MEMBER, "delete from " + set.name());
            }
            if (!kept.members.remove(one) && isStrict) {
                return refused(Reason.NO_SUCH_MEMBER, "delete from " + set.name());
            }
        }
        return Optional.empty();
    }

    private static List<One> list(Members members) {
        var list = new ArrayList<One>();
        members.tell(new Into(list));
        return list;
    }

    @Override
    public Optional<Refusal> flush(String name) {
        var kept = sets.get(name);
        if (kept == null) {
            return noSuchSet("flush " + name);
        }
        kept.members.clear();
        return Optional.empty();
    }

    @Override
    public Optional<Refusal> swap(String name, String other) {
        var one = sets.get(name);
        var two = sets.get(other);
        if (one == null || two == null) {
            return noSuchSet("swap " + name + " and " + other);
        }
        if (one.set.kind() != two.set.kind() || one.set.version() != two.set.version()) {
            return refused(Reason.OTHER_TYPE, "swap " + name + " and " + other);
        }
        sets.put(name, new Kept(two.set.named(name), two.members));
        sets.put(other, new Kept(one.set.named(other), one.members));
        return Optional.empty();
    }

    @Override
    public Optional<Refusal> destroy(String name) {
        return sets.remove(name) == null && isStrict ? noSuchSet("destroy " + name) : Optional.empty();
    }

    @Override
    public Reading<List<String>> names() {
        return new Reading.Read<>(List.copyOf(sets.keySet()));
    }

    @Override
    public Reading<SetHeader> header(String name) {
        var kept = sets.get(name);
        return kept == null
                ? new Reading.Unread<>(noSuchSet("list the header of " + name).orElseThrow())
                : new Reading.Read<>(new SetHeader(kept.set, kept.members.size(), 0, 0));
    }

    @Override
    public Optional<Refusal> list(String name, MemberSink into) {
        var kept = sets.get(name);
        if (kept == null) {
            return noSuchSet("list " + name);
        }
        kept.members.forEach(one -> one.tell(into));
        return Optional.empty();
    }

    @Override
    public void close() {}

    private static Optional<Refusal> noSuchSet(String attempted) {
        return refused(Reason.NO_SUCH_SET, attempted);
    }

    private static Optional<Refusal> refused(Reason reason, String attempted) {
        return Optional.of(new Refusal(reason, attempted, "", ""));
    }
}
