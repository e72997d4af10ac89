package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.selector.Selector;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.MemberChange;
import io.margay.model.update.Part.Move;
import io.margay.model.update.Part.Moves;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Identities and sets that change at random, each change as hosts are told of it.
final class RandomShard {
    /// A set in use, which has a new number each time that it comes into use.
    record InUse(int number, AddressSet definition, TreeSet<Integer> identities, Set<Member> members) {}

    static final int DEFINITIONS = 12;
    private static final int SERVICES = 3;

    private final RandomGenerator random;
    private int lastIdentity;
    private int lastSet;
    final TreeMap<Integer, IdentityContents> identities = new TreeMap<>();
    /// By the place of their definition.
    final TreeMap<Integer, InUse> sets = new TreeMap<>();

    RandomShard(RandomGenerator random) {
        this.random = random;
        IntStream.range(0, DEFINITIONS).forEach(this::use);
    }

    /// One change.
    Part step() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> moves(arrived());
            case 2 -> identities.isEmpty() ? moves(arrived()) : moves(gone(someIdentity()));
            case 3, 4 -> identities.isEmpty() ? moves(arrived()) : moves(rematched(someIdentity()));
            case 5 -> {
                use(random.nextInt(DEFINITIONS));
                yield new Moves(List.of());
            }
            case 6 -> served(set(random.nextInt(SERVICES)));
            default -> identities.isEmpty() ? moves(arrived()) : moves(readdressed(someIdentity()));
        };
    }

    IdentityContents identity(int number) {
        return found(identities.get(number));
    }

    InUse set(int definition) {
        return found(sets.get(definition));
    }

    private void use(int place) {
        var set = new InUse(++lastSet, definition(place), new TreeSet<>(), new HashSet<>());
        sets.put(place, set);
        if (place < SERVICES) {
            set.members.addAll(members());
        } else {
            identities.keySet().stream().filter(_ -> random.nextInt(3) == 0).forEach(set.identities::add);
        }
    }

    private static AddressSet definition(int place) {
        return place < SERVICES
                ? new AddressSet.ServicePorts("shop", "s" + place)
                : new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("k" + place)));
    }

    private static Moves moves(Move move) {
        return new Moves(List.of(move));
    }

    private Move arrived() {
        int number = ++lastIdentity;
        var ports = random.nextBoolean()
                ? List.<NamedPort>of()
                : List.of(new NamedPort("http", Protocol.TCP, 8000 + random.nextInt(3)));
        identities.put(number, new IdentityContents(number, ports, addresses()));
        return rematched(number);
    }

    private Move gone(int number) {
        var left = sets.values().stream()
                .filter(set -> set.identities.remove(number))
                .mapToInt(InUse::number);
        identities.remove(number);
        return new Move(number, true, List.of(), List.of(), List.of(), Ints.NONE, Ints.of(left.toArray()));
    }

    private Move rematched(int number) {
        var joined = IntStream.builder();
        var left = IntStream.builder();
        for (int place = SERVICES; place < DEFINITIONS; place++) {
            var set = set(place);
            if (random.nextInt(4) == 0) {
                (set.identities.contains(number) ? left : joined).add(set.number);
                var _ = set.identities.contains(number) ? set.identities.remove(number) : set.identities.add(number);
            }
        }
        var known = identity(number);
        return new Move(
                number,
                true,
                known.ports(),
                known.addresses(),
                List.of(),
                Ints.of(joined.build().toArray()),
                Ints.of(left.build().toArray()));
    }

    private Move readdressed(int number) {
        var before = identity(number);
        var after = new IdentityContents(number, before.ports(), addresses());
        identities.put(number, after);
        if (before.addresses().isEmpty() || random.nextInt(4) == 0) {
            return new Move(number, true, after.ports(), after.addresses(), List.of(), Ints.NONE, Ints.NONE);
        }
        var added = after.addresses().stream()
                .filter(each -> !before.addresses().contains(each))
                .toList();
        var removed = before.addresses().stream()
                .filter(each -> !after.addresses().contains(each))
                .toList();
        return new Move(number, false, List.of(), added, removed, Ints.NONE, Ints.NONE);
    }

    private MemberChange served(InUse set) {
        var before = List.copyOf(set.members);
        set.members.clear();
        set.members.addAll(members());
        return new MemberChange(
                set.number,
                set.members.stream().filter(each -> !before.contains(each)).toList(),
                before.stream().filter(each -> !set.members.contains(each)).toList());
    }

    private int someIdentity() {
        return List.copyOf(identities.keySet()).get(random.nextInt(identities.size()));
    }

    private List<Member> members() {
        return addresses().stream()
                .map(each -> new Member(each, Protocol.TCP, 80))
                .toList();
    }

    /// Not always in order.
    private List<Cidr> addresses() {
        return random.ints(random.nextInt(4), 0, 9)
                .distinct()
                .mapToObj(last -> Cidr.of(new Ip(IpVersion.V4, 0, 0x0a00_0000 + last)))
                .toList();
    }

    private static <T> T found(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
