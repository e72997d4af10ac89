package io.margay.actors.view;

import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.ShardView;
import io.margay.model.net.Cidr;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.Transaction.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The members of sets, each set looked at once for a count, however many nodes use it. For the nodes of one
/// moment, and for one thread.
///
/// Cost: that of [Marks], for each address of each identity that the set means; for a set with ports, for each of them.
public final class SetMembers {
    /// Hears the addresses of a set's members with one port, by number, in order. Good until it returns.
    public interface PortListener {
        /// There are some with this port.
        void port(Protocol protocol, int port, Marks addresses);
    }

    private static final int PORT_BITS = 16;
    private static final int PROTOCOL_BITS = 8;

    private final ShardView shard;
    private final SharedViews shared;
    private final AddressNumbers addresses;
    private final Marks marks;
    private final Map<Integer, int[]> covered = new HashMap<>();

    private SetMembers(SharedViews shared, List<Cidr> nets) {
        this.shard = shared.shard;
        this.shared = shared;
        this.addresses =
                nets.isEmpty() ? shared.addresses() : shared.addresses().with(nets);
        this.marks = new Marks(addresses.size());
    }

    /// Of all sets in use.
    public static SetMembers of(SharedViews shared) {
        return of(shared, List.of());
    }

    /// Of all sets in use; these nets are to have numbers, too.
    static SetMembers of(SharedViews shared, List<Cidr> nets) {
        return new SetMembers(shared, nets);
    }

    /// How many members Felix would count: those of no length, which its dataplane cannot hold, are two halves.
    ///
    /// Cost: nothing where somebody looked at the set at this moment before.
    public int count(int set) {
        int known = shared.memberCount(set);
        if (known >= 0) {
            return known;
        }
        if (hasPorts(set)) {
            return forEachPort(set, (_, _, _) -> {});
        }
        return counted(set, marked(set));
    }

    /// The addresses of a set without ports by number, in order. Good until the next question.
    public Marks marked(int set) {
        marks.begin();
        switch (shard.set(set).meaning()) {
            case Meaning.Identities(var identities) -> identities.forEach((IntConsumer) this::markIdentity);
            case Meaning.Members(var members) ->
                members.forEach(member -> marks.add(addresses.number(member.address())));
        }
        marks.end();
        counted(set, marks);
        return marks;
    }

    /// The same and the addresses that they cover, as runs: from, to (exclusive), from, to… Nobody changes them.
    int[] covered(int set) {
        return covered.computeIfAbsent(set, _ -> runs(marked(set)));
    }

    /// Shows the members of a set with ports, port by port, in the order of protocols and ports; how many there are.
    public int forEachPort(int set, PortListener listener) {
        int count = 0;
        var meaning = shard.set(set).meaning();
        if (meaning instanceof Meaning.Members(var members)) {
            for (var one : byPort(members).entrySet()) {
                marks.begin();
                one.getValue().forEach(address -> marks.add(addresses.number(address)));
                count += tell(one.getKey(), listener);
            }
        } else if (shard.set(set).set() instanceof NamedPorts(var _, var protocol, var name)) {
            for (var one : shared.portHolders().of(protocol, name).entrySet()) {
                marks.begin();
                RoaringBitmap.and(meaning.identities(), one.getValue()).forEach((IntConsumer) this::markIdentity);
                count += tell(port(protocol, one.getKey()), listener);
            }
        }
        shared.memberCount(set, count);
        return count;
    }

    /// The members of a set with ports, in order: by address, protocol, port. To be read by [#address] and the like.
    public long[] withPorts(int set) {
        var members = new Growing();
        forEachPort(set, (protocol, port, marked) -> {
            for (int i = 0; i < marked.size(); i++) {
                members.add((long) marked.get(i) << (PORT_BITS + PROTOCOL_BITS) | port(protocol, port));
            }
        });
        return members.sorted();
    }

    /// Whether the members of a set have ports.
    public boolean hasPorts(int set) {
        return switch (shard.set(set).set()) {
            case NamedPorts _, ServicePorts _ -> true;
            case Selected _, ServiceAddresses _ -> false;
        };
    }

    /// All addresses, by number.
    public AddressNumbers addresses() {
        return addresses;
    }

    /// The number of a member's address.
    public static int address(long member) {
        return (int) (member >>> (PORT_BITS + PROTOCOL_BITS));
    }

    /// The protocol of a member.
    public static Protocol protocol(long member) {
        return new Protocol((int) (member >>> PORT_BITS) & ((1 << PROTOCOL_BITS) - 1));
    }

    /// The port of a member.
    public static int port(long member) {
        return (int) (member & ((1 << PORT_BITS) - 1));
    }

    private int[] runs(Marks members) {
        var runs = new int[16];
        int size = 0;
        for (int i = 0; i < members.size(); i++) {
            int from = members.get(i);
            int to = addresses.isSingle(from) ? from + 1 : addresses.end(from);
            if (size > 0 && from <= runs[size - 1]) {
                runs[size - 1] = Math.max(runs[size - 1], to);
                continue;
            }
            runs = size + 2 > runs.length ? Arrays.copyOf(runs, runs.length * 2) : runs;
            runs[size++] = from;
            runs[size++] = to;
        }
        return Arrays.copyOf(runs, size);
    }

    private int counted(int set, Marks marked) {
        int count = marked.size() + addresses.wholes(marked);
        shared.memberCount(set, count);
        return count;
    }

    private void markIdentity(int identity) {
        int one = addresses.one(identity);
        if (one == AddressNumbers.NOT_ONE) {
            for (int number : addresses.list(identity)) {
                marks.add(number);
            }
        } else {
            marks.add(one);
        }
    }

    private int tell(int port, PortListener listener) {
        marks.end();
        if (marks.size() > 0) {
            listener.port(protocol(port), port(port), marks);
        }
        return marks.size();
    }

    private static SortedMap<Integer, List<Cidr>> byPort(Collection<Member> members) {
        var byPort = new TreeMap<Integer, List<Cidr>>();
        for (var member : members) {
            var protocol = member.protocol();
            if (protocol == null) {
                throw new IllegalStateException("a member without a port: " + member);
            }
            byPort.computeIfAbsent(port(protocol, member.port()), _ -> new ArrayList<>())
                    .add(member.address());
        }
        return byPort;
    }

    private static int port(Protocol protocol, int port) {
        return protocol.number() << PORT_BITS | port;
    }
}
