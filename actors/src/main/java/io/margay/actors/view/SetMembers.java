package io.margay.actors.view;

import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedSet;
import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.Transaction.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.roaringbitmap.IntConsumer;

/// The members of sets, each set looked at once for a count, however many nodes use it. For the nodes of one
/// moment, and for one thread.
///
/// Cost: for a set of addresses, a bit for each address of each identity that it means, and a pass over all bits; for a
/// set of ports, a sort of its members.
public final class SetMembers {
    private static final int PORT_BITS = 16;
    private static final int PROTOCOL_BITS = 8;

    private final ShardView shard;
    private final AddressNumbers addresses;
    private final BitSet marks;
    private int[] counts = new int[0];

    private SetMembers(ShardView shard, List<Cidr> nets) {
        this.shard = shard;
        var others = new ArrayList<>(ofServices(shard));
        others.addAll(nets);
        this.addresses = AddressNumbers.of(shard, others);
        this.marks = new BitSet(addresses.size());
    }

    /// Of all sets in use.
    public static SetMembers of(SharedViews shared) {
        return of(shared.shard, List.of());
    }

    /// Of all sets in use; these nets are to have numbers, too.
    static SetMembers of(ShardView shard, List<Cidr> nets) {
        return new SetMembers(shard, nets);
    }

    /// How many members Felix would count: those of no length, which its dataplane cannot hold, are two halves.
    public int count(int set) {
        if (set >= counts.length) {
            int before = counts.length;
            counts = Arrays.copyOf(counts, Math.max(set + 1, before * 2));
            Arrays.fill(counts, before, counts.length, -1);
        }
        if (counts[set] < 0) {
            counts[set] = counted(set);
        }
        return counts[set];
    }

    /// The addresses of a set without ports by number, in order. Good until the next question.
    public BitSet marked(int set) {
        marks.clear();
        switch (shard.set(set).meaning()) {
            case Meaning.Identities(var identities) -> identities.forEach((IntConsumer) this::mark);
            case Meaning.Members(var members) ->
                members.forEach(member -> marks.set(addresses.number(member.address())));
        }
        return marks;
    }

    /// The same, and the addresses that they cover.
    BitSet covered(int set) {
        var members = marked(set);
        for (int number = members.nextSetBit(0); number >= 0; number = members.nextSetBit(number + 1)) {
            if (!addresses.isSingle(number)) {
                members.set(number, addresses.end(number));
            }
        }
        return members;
    }

    /// The members of a set with ports, in order: by address, protocol, port. To be read by [#address] and the like.
    public long[] withPorts(int set) {
        var members = new Growing();
        switch (shard.set(set)) {
            case SharedSet(var _, NamedPorts wanted, Meaning.Identities(var identities), var _, var _) ->
                identities.forEach((IntConsumer) number -> gather(number, wanted, members));
            case SharedSet(var _, var _, Meaning.Members(var all), var _, var _) ->
                all.forEach(member -> members.add(member(addresses.number(member.address()), member)));
            case SharedSet other -> throw new IllegalStateException("a set without ports: " + other.set());
        }
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

    private int counted(int set) {
        if (hasPorts(set)) {
            return withPorts(set).length;
        }
        var members = marked(set);
        return members.cardinality()
                + (int) members.stream().filter(addresses::isWhole).count();
    }

    private void mark(int identity) {
        for (int number : addresses.of(identity)) {
            marks.set(number);
        }
    }

    private void gather(int identity, NamedPorts wanted, Growing members) {
        for (var port : shard.identity(identity).fingerprint().ports()) {
            if (isWanted(port, wanted)) {
                gather(addresses.of(identity), port, members);
            }
        }
    }

    private static void gather(int[] addresses, NamedPort port, Growing members) {
        for (int number : addresses) {
            members.add(member(number, port.protocol(), port.port()));
        }
    }

    private static boolean isWanted(NamedPort port, NamedPorts wanted) {
        return port.name().equals(wanted.name()) && port.protocol().equals(wanted.protocol());
    }

    private static long member(int address, Member member) {
        var protocol = member.protocol();
        if (protocol == null) {
            throw new IllegalStateException("a member without a port: " + member);
        }
        return member(address, protocol, member.port());
    }

    private static long member(int address, Protocol protocol, int port) {
        return (long) address << (PORT_BITS + PROTOCOL_BITS) | (long) protocol.number() << PORT_BITS | port;
    }

    private static List<Cidr> ofServices(ShardView shard) {
        var addresses = new ArrayList<Cidr>();
        shard.sets().forEach(set -> {
            if (set.meaning() instanceof Meaning.Members(var members)) {
                members.forEach(member -> addresses.add(member.address()));
            }
        });
        return addresses;
    }
}
