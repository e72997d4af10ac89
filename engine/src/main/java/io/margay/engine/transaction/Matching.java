package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.engine.identity.ServiceKey;
import io.margay.engine.identity.Services;
import io.margay.index.intern.IntSet;
import io.margay.index.intern.Numbers;
import io.margay.index.intern.Slots;
import io.margay.index.match.SelectorIndex;
import io.margay.model.label.LabelLookup;
import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.selector.Selector;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What each set in use and each policy's subject means, in identities.
///
/// A selector is matched once, however much rests on it: the plain set, one for each port name, subjects of policies.
///
/// Layout: a [SelectorIndex] for each population; by the number of a selector, the numbers of the sets and policies
/// that rest on it, mostly one or two; by the number of a set or policy, the selector that it rests on; by port name,
/// the identities that have it. Cost: of an identity that comes or changes, its candidate selectors; of a selector that
/// comes, algebra on columns of labels, for many at once with one look at each identity; nothing for each endpoint.
final class Matching {
    /// What became of an identity.
    ///
    /// @param joined the sets that mean it now and did not before
    /// @param left the sets that no longer do
    /// @param subjects whether it became, or is no longer, the subject of a policy
    record Change(RoaringBitmap joined, RoaringBitmap left, boolean subjects) {}

    private static final RoaringBitmap NONE = new RoaringBitmap();
    private static final Change NO_CHANGE = new Change(NONE, NONE, false);

    private record PortName(Protocol protocol, String name) {}

    /// A selector, and the numbers of what rests on it.
    private static final class Resting {
        private final int number;
        private final PeerSelector selector;
        private final IntSet sets = new IntSet();
        private final IntSet policies = new IntSet();

        private Resting(int number, PeerSelector selector) {
            this.number = number;
            this.selector = selector;
        }
    }

    /// A set in use, and the selector that it rests on, if it rests on one.
    private record InUse(AddressSet set, @Nullable Resting on) {}

    private final Services services;
    private final Slots<InUse> sets = new Slots<>();
    private final Slots<Resting> subjects = new Slots<>();
    private final Map<Population, SelectorIndex> indexes = new EnumMap<>(Population.class);
    private final Numbers<PeerSelector> selectors = new Numbers<>();
    private final Slots<Resting> resting = new Slots<>();
    private final Map<ServiceKey, RoaringBitmap> byService = new HashMap<>();
    private final Map<PortName, RoaringBitmap> byPort = new HashMap<>();
    private RoaringBitmap touched = new RoaringBitmap();

    Matching(Services services) {
        this.services = services;
        for (var population : Population.values()) {
            indexes.put(population, new SelectorIndex());
        }
    }

    /// Sets, by number, come into use.
    void addSets(Map<Integer, AddressSet> added) {
        var fresh = new Fresh();
        added.forEach((number, set) -> {
            touched.add(number);
            var on = switch (set) {
                case Selected(var peer) -> resting(peer, fresh);
                case NamedPorts(var peer, var _, var _) -> resting(peer, fresh);
                case ServicePorts _, ServiceAddresses _ -> null;
            };
            sets.set(number, new InUse(set, on));
            if (on != null) {
                on.sets.add(number);
            } else {
                byService
                        .computeIfAbsent(service(set), _ -> new RoaringBitmap())
                        .add(number);
            }
        });
        fresh.addAll();
    }

    /// A set goes out of use.
    void removeSet(int number) {
        var gone = sets.set(number, null);
        if (gone == null) {
            return;
        }
        touched.add(number);
        if (gone.on != null) {
            gone.on.sets.remove(number);
            forgetIfUnused(gone.on);
        } else {
            byService.computeIfPresent(service(gone.set), (_, of) -> without(of, number));
        }
    }

    /// Policies come, by number, for whatever these selectors mean.
    void addSubjects(Map<Integer, Selector> added) {
        var fresh = new Fresh();
        added.forEach((policy, subject) -> {
            var peer = PeerSelector.endpoints(subject);
            var entry = resting(peer, fresh);
            entry.policies.add(policy);
            subjects.set(policy, entry);
        });
        fresh.addAll();
    }

    /// A policy goes.
    void removeSubject(int policy) {
        var entry = subjects.set(policy, null);
        if (entry != null) {
            entry.policies.remove(policy);
            forgetIfUnused(entry);
        }
    }

    /// An identity is new, or its labels changed.
    Change put(Identity identity, LabelLookup labels) {
        for (NamedPort port : identity.fingerprint().ports()) {
            byPort.computeIfAbsent(new PortName(port.protocol(), port.name()), _ -> new RoaringBitmap())
                    .add(identity.number());
        }
        return change(identity, index(identity.fingerprint().population()).put(identity.number(), labels));
    }

    /// An identity is gone.
    Change remove(Identity identity) {
        for (NamedPort port : identity.fingerprint().ports()) {
            var name = new PortName(port.protocol(), port.name());
            byPort.computeIfPresent(name, (_, having) -> without(having, identity.number()));
        }
        return change(identity, index(identity.fingerprint().population()).remove(identity.number()));
    }

    /// What is behind a service changed.
    void served(ServiceKey service) {
        touched.or(byService.getOrDefault(service, new RoaringBitmap()));
    }

    /// The sets that may mean something else since the last call, and those that came or went.
    RoaringBitmap drain() {
        var drained = touched;
        touched = new RoaringBitmap();
        return drained;
    }

    /// Whether a set is in use.
    boolean has(int set) {
        return sets.get(set) != null;
    }

    /// A set in use.
    AddressSet set(int number) {
        return known(sets.get(number), "set", number).set;
    }

    /// What a set in use means now.
    Meaning meaning(int number) {
        var inUse = known(sets.get(number), "set", number);
        return switch (inUse.set) {
            case Selected _ -> new Meaning.Identities(selected(inUse.on));
            case NamedPorts(var _, var protocol, var name) -> {
                var selected = selected(inUse.on);
                selected.and(byPort.getOrDefault(new PortName(protocol, name), new RoaringBitmap()));
                yield new Meaning.Identities(selected);
            }
            case ServicePorts(var namespace, var name) ->
                new Meaning.Members(services.backends(new ServiceKey(namespace, name)).stream()
                        .map(backend -> new Member(Cidr.of(backend.address()), backend.protocol(), backend.port()))
                        .toList());
            case ServiceAddresses(var namespace, var name) ->
                new Meaning.Members(services.addresses(new ServiceKey(namespace, name)).stream()
                        .map(address -> new Member(Cidr.of(address), null, 0))
                        .toList());
        };
    }

    /// The identities that a policy is for; network sets may be among them. A copy.
    RoaringBitmap subject(int policy) {
        return selected(known(subjects.get(policy), "subject of policy", policy));
    }

    /// The policies that an identity is the subject of.
    RoaringBitmap policiesOf(Identity identity) {
        var policies = new RoaringBitmap();
        index(identity.fingerprint().population())
                .selectorsOf(identity.number())
                .forEach((IntConsumer) selector -> resting(selector).policies.forEach(policies::add));
        return policies;
    }

    /// The sets in use that mean an identity.
    RoaringBitmap setsOf(Identity identity) {
        return sets(index(identity.fingerprint().population()).selectorsOf(identity.number()), identity);
    }

    private Change change(Identity identity, SelectorIndex.Rematch rematch) {
        if (rematch.joined().isEmpty() && rematch.left().isEmpty()) {
            return NO_CHANGE;
        }
        var joined = sets(rematch.joined(), identity);
        var left = sets(rematch.left(), identity);
        touched.or(joined);
        touched.or(left);
        return new Change(joined, left, hasPolicy(rematch.joined()) || hasPolicy(rematch.left()));
    }

    private RoaringBitmap sets(RoaringBitmap of, Identity identity) {
        var found = new RoaringBitmap();
        for (var selectors = of.getIntIterator(); selectors.hasNext(); ) {
            addSets(resting(selectors.next()).sets, identity, found);
        }
        return found;
    }

    private void addSets(IntSet numbers, Identity identity, RoaringBitmap found) {
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            if (!(set(number) instanceof NamedPorts ports) || hasPort(identity, ports)) {
                found.add(number);
            }
        }
    }

    private boolean hasPolicy(RoaringBitmap selectors) {
        for (var each = selectors.getIntIterator(); each.hasNext(); ) {
            if (!resting(each.next()).policies.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPort(Identity identity, NamedPorts ports) {
        for (var port : identity.fingerprint().ports()) {
            if (port.name().equals(ports.name()) && port.protocol().equals(ports.protocol())) {
                return true;
            }
        }
        return false;
    }

    private RoaringBitmap selected(@Nullable Resting on) {
        var entry = Objects.requireNonNull(on, "the selector of a set that has one");
        return index(entry.selector.population()).meaning(entry.number);
    }

    private SelectorIndex index(Population population) {
        var index = indexes.get(population);
        if (index == null) {
            throw new IllegalStateException("no index for " + population);
        }
        return index;
    }

    private Resting resting(PeerSelector peer, Fresh fresh) {
        int number = selectors.of(peer).number();
        var known = resting.get(number);
        if (known != null) {
            return known;
        }
        var entry = new Resting(number, peer);
        resting.set(number, entry);
        fresh.add(entry);
        return entry;
    }

    private Resting resting(int selector) {
        return known(resting.get(selector), "selector", selector);
    }

    private void forgetIfUnused(Resting entry) {
        if (entry.sets.isEmpty() && entry.policies.isEmpty()) {
            resting.set(entry.number, null);
            index(entry.selector.population()).removeSelector(entry.number);
            selectors.forget(entry.selector);
        }
    }

    private static ServiceKey service(AddressSet set) {
        return switch (set) {
            case ServicePorts(var namespace, var name) -> new ServiceKey(namespace, name);
            case ServiceAddresses(var namespace, var name) -> new ServiceKey(namespace, name);
            case Selected _, NamedPorts _ -> throw new IllegalStateException("no service: " + set);
        };
    }

    private static <T> T known(@Nullable T value, String what, int number) {
        if (value == null) {
            throw new IllegalStateException(what + " " + number + " is not in use");
        }
        return value;
    }

    private static @Nullable RoaringBitmap without(RoaringBitmap having, int number) {
        having.remove(number);
        return having.isEmpty() ? null : having;
    }

    /// Selectors that are new, until all of them are matched at once.
    private final class Fresh {
        private final Map<Population, Map<Integer, Selector>> selectors = new EnumMap<>(Population.class);

        void add(Resting entry) {
            selectors
                    .computeIfAbsent(entry.selector.population(), _ -> new LinkedHashMap<>())
                    .put(entry.number, entry.selector.selector());
        }

        void addAll() {
            selectors.forEach((population, added) -> index(population).addSelectors(added));
        }
    }
}
