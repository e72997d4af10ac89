package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Identities, sets and profiles that change at random, as an engine would send them, and what a host must then hold.
///
/// Few addresses among many identities, so that most have several holders.
public final class RandomWorld {
    private static final NamedPort HTTP = new NamedPort("http", Protocol.TCP, 80);
    private static final NamedPort ALSO_HTTP = new NamedPort("http", Protocol.TCP, 8080);

    private record Identity(List<NamedPort> ports, Set<Cidr> addresses) {}

    private final Random random;
    private final Map<Integer, Identity> identities = new TreeMap<>();
    /// In the order in which they came, so that a seed always does the same.
    private final Map<AddressSet, Set<Part>> sets = new LinkedHashMap<>();
    private final Map<String, ProfileRules> profiles = new TreeMap<>();
    private int lastNumber;
    private long revision;
    private List<Cidr> lastMany = List.of();

    /// A world of this seed.
    public RandomWorld(Random random) {
        this.random = random;
    }

    /// The next transaction: at first everything, then now and then everything, else changes.
    public Transaction next() {
        long base = revision == 0 || random.nextInt(6) == 0 ? 0 : revision;
        var changes = new ArrayList<IdentityChange>();
        var setChanges = new ArrayList<SetChange>();
        var goneSets = new ArrayList<SetId>();
        for (int i = 0; i < 3; i++) {
            changes.add(changeIdentity());
            var set = random.nextInt(4) == 0 ? deleteSet() : null;
            if (set != null) {
                setChanges.removeIf(change -> change.set().equals(set));
                goneSets.add(set.id());
            } else {
                setChanges.add(changeSet());
            }
        }
        setChanges.removeIf(change -> !sets.containsKey(change.set()));
        var goneIdentities = random.nextInt(3) == 0 ? deleteIdentity() : List.<Integer>of();
        putProfile();
        if (base == 0) {
            return everything();
        }
        return new Transaction(
                "n",
                base,
                ++revision,
                changes,
                setChanges,
                List.of(),
                List.copyOf(profiles.values()),
                List.of(),
                new Gone(goneIdentities, goneSets, List.of(), List.of(), List.of()));
    }

    /// All that is there, in place of what is held.
    Transaction everything() {
        var all = identities.entrySet().stream()
                .map(entry -> new IdentityChange(
                        entry.getKey(), entry.getValue().ports, List.copyOf(entry.getValue().addresses), List.of()))
                .toList();
        var allSets = sets.entrySet().stream()
                .map(entry -> new SetChange(entry.getKey(), List.copyOf(entry.getValue()), List.of()))
                .toList();
        return new Transaction(
                "n", 0, ++revision, all, allSets, List.of(), List.copyOf(profiles.values()), List.of(), Gone.NOTHING);
    }

    /// A set of all addresses there are.
    Transaction everywhere() {
        var all = List.of(cidr("0.0.0.0/0"), cidr("::/0"));
        return new Transaction(
                "n",
                0,
                ++revision,
                List.of(new IdentityChange(1, List.of(), all, List.of())),
                List.of(new SetChange(selected(0), List.of(new OfIdentity(1)), List.of())),
                List.of(),
                List.of(),
                List.of(),
                Gone.NOTHING);
    }

    /// After `everywhere`: its identity has other addresses, many of them.
    Transaction manyAddresses(int which) {
        var many = new ArrayList<Cidr>();
        for (int i = 0; i < 40_000; i++) {
            many.add(Cidr.of(new Ip(IpVersion.V4, 0, 40_000L * which + i)));
        }
        long base = revision++;
        var change = new IdentityChange(1, List.of(), many, lastMany);
        lastMany = many;
        return new Transaction(
                "n", base, revision, List.of(change), List.of(), List.of(), List.of(), List.of(), Gone.NOTHING);
    }

    /// A change whose rule looks into a set that was never sent.
    Transaction namingAnUnknownSet() {
        var peer = new PeerMatch(
                PeerSelector.endpoints(new Selector.Has("nobody")),
                null,
                List.of(),
                List.of(),
                PortMatch.NONE,
                PortMatch.NONE,
                null);
        var rule = new Rule(
                Action.ALLOW, null, null, null, null, null, peer, PeerMatch.ANY, 0, Where.NOWHERE, Rule.Limit.NONE);
        return new Transaction(
                "n",
                revision,
                revision + 1,
                List.of(),
                List.of(),
                List.of(),
                List.of(new ProfileRules("p", true, List.of(rule), List.of())),
                List.of(),
                Gone.NOTHING);
    }

    /// What a host holds that was told everything there is, worked out in the plainest way.
    Content bruteForce() {
        var expanded = new HashMap<SetId, Content.Expanded>();
        sets.forEach((set, parts) -> {
            var members = new HashSet<io.margay.dataplane.plan.Member>();
            for (var part : parts) {
                switch (part) {
                    case OfIdentity(var number) -> addAll(members, set, identities.get(number));
                    case Member(var address, var protocol, var port) ->
                        halves(address)
                                .forEach(
                                        half -> members.add(new io.margay.dataplane.plan.Member(half, protocol, port)));
                }
            }
            expanded.put(set.id(), new Content.Expanded(set, members));
        });
        return new Content(expanded, Map.of(), profiles, Map.of());
    }

    private static void addAll(
            Set<io.margay.dataplane.plan.Member> members, AddressSet set, @Nullable Identity identity) {
        if (identity == null) {
            return;
        }
        for (var address : identity.addresses) {
            if (set instanceof AddressSet.NamedPorts) {
                identity.ports.forEach(port ->
                        members.add(new io.margay.dataplane.plan.Member(address, port.protocol(), port.port())));
            } else {
                halves(address).forEach(half -> members.add(io.margay.dataplane.plan.Member.of(half)));
            }
        }
    }

    private static List<Cidr> halves(Cidr address) {
        return switch (address.toString()) {
            case "0.0.0.0/0" -> List.of(cidr("0.0.0.0/1"), cidr("128.0.0.0/1"));
            case "::/0" -> List.of(cidr("::/1"), cidr("8000::/1"));
            default -> List.of(address);
        };
    }

    private IdentityChange changeIdentity() {
        boolean fresh = identities.isEmpty() || random.nextInt(3) == 0;
        int number = fresh ? ++lastNumber : any(identities.keySet());
        var identity = identities.computeIfAbsent(number, _ -> new Identity(somePorts(), new TreeSet<>()));
        var added = new ArrayList<Cidr>();
        var removed = new ArrayList<Cidr>();
        for (int i = 0; i < 3; i++) {
            var address = anyAddress(identity.ports.isEmpty());
            if (identity.addresses.remove(address)) {
                added.remove(address);
                removed.add(address);
            } else if (!removed.contains(address)) {
                identity.addresses.add(address);
                added.add(address);
            }
        }
        return new IdentityChange(number, identity.ports, added, removed);
    }

    private List<NamedPort> somePorts() {
        return List.of(List.<NamedPort>of(), List.of(HTTP), List.of(HTTP, ALSO_HTTP), List.of(ALSO_HTTP))
                .get(random.nextInt(4));
    }

    private SetChange changeSet() {
        var set = anySet();
        var parts = sets.computeIfAbsent(set, _ -> new HashSet<>());
        var added = new ArrayList<Part>();
        var removed = new ArrayList<Part>();
        for (int i = 0; i < 2; i++) {
            var part = anyPart(set);
            if (parts.contains(part) && !added.contains(part)) {
                parts.remove(part);
                removed.add(part);
            } else if (!removed.contains(part)) {
                parts.add(part);
                added.add(part);
            }
        }
        return new SetChange(set, added, removed);
    }

    /// @param withNets whether it may be a net, as of identities without ports; an address of few, else
    private Cidr anyAddress(boolean withNets) {
        if (withNets && random.nextInt(4) == 0) {
            return List.of(cidr("0.0.0.0/0"), cidr("128.0.0.0/1"), cidr("::/0"), cidr("10.0.0.0/8"))
                    .get(random.nextInt(4));
        }
        return random.nextInt(4) == 0
                ? Cidr.of(new Ip(IpVersion.V6, 0xfd00L << 48, random.nextInt(3)))
                : Cidr.of(new Ip(IpVersion.V4, 0, 0x0a000000L + random.nextInt(6)));
    }

    private AddressSet anySet() {
        int which = random.nextInt(6);
        return which < 4
                ? selected(which)
                : new AddressSet.NamedPorts(
                        PeerSelector.endpoints(new Selector.Has("l" + which)), Protocol.TCP, "http");
    }

    private static AddressSet selected(int which) {
        return new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("l" + which)));
    }

    private Part anyPart(AddressSet set) {
        if (random.nextInt(4) > 0) {
            return new OfIdentity(any(identities.keySet()));
        }
        var address = anyAddress(!(set instanceof AddressSet.NamedPorts));
        return set instanceof AddressSet.NamedPorts
                ? new Member(address, Protocol.TCP, 80)
                : new Member(address, null, 0);
    }

    private @Nullable AddressSet deleteSet() {
        var some = sets.keySet().stream().findAny();
        some.ifPresent(sets::remove);
        return some.orElse(null);
    }

    private List<Integer> deleteIdentity() {
        int number = any(identities.keySet());
        identities.remove(number);
        sets.values().forEach(parts -> parts.remove(new OfIdentity(number)));
        return List.of(number);
    }

    private void putProfile() {
        var name = "p" + random.nextInt(3);
        profiles.put(name, new ProfileRules(name, random.nextBoolean(), List.of(), List.of()));
    }

    private int any(Set<Integer> numbers) {
        return numbers.stream().skip(random.nextInt(numbers.size())).findFirst().orElseThrow();
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
