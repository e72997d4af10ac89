package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.engine.identity.ServiceKey;
import io.margay.engine.identity.Services;
import io.margay.index.intern.Numbers;
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
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What each set in use and each policy's subject means, in identities.
///
/// A selector is matched once, however much rests on it: the plain set, one for each port name, subjects of policies.
///
/// Layout: a [SelectorIndex] for each population; by the number of a selector, the numbers of the sets and policies
/// that rest on it; by port name, the identities that have it. Cost: of an identity that comes or changes, its
/// candidate
/// selectors; of a selector that comes, algebra on columns of labels; nothing for each endpoint.
final class Matching {
    /// What became of an identity.
    ///
    /// @param joined the sets that mean it now and did not before
    /// @param left the sets that no longer do
    /// @param subjects whether it became, or is no longer, the subject of a policy
    record Change(RoaringBitmap joined, RoaringBitmap left, boolean subjects) {}

    private record PortName(Protocol protocol, String name) {}

    private record Resting(PeerSelector selector, RoaringBitmap sets, RoaringBitmap policies) {
        boolean isEmpty() {
            return sets.isEmpty() && policies.isEmpty();
        }
    }

    private final Services services;
    private final Map<Integer, AddressSet> sets = new HashMap<>();
    private final Map<Integer, PeerSelector> subjects = new HashMap<>();
    private final Map<Population, SelectorIndex> indexes = new EnumMap<>(Population.class);
    private final Numbers<PeerSelector> selectors = new Numbers<>();
    private final Map<Integer, Resting> resting = new HashMap<>();
    private final Map<ServiceKey, RoaringBitmap> byService = new HashMap<>();
    private final Map<PortName, RoaringBitmap> byPort = new HashMap<>();
    private RoaringBitmap touched = new RoaringBitmap();

    Matching(Services services) {
        this.services = services;
        for (var population : Population.values()) {
            indexes.put(population, new SelectorIndex());
        }
    }

    /// A set comes into use.
    void addSet(int number, AddressSet set) {
        sets.put(number, set);
        touched.add(number);
        switch (set) {
            case Selected(var selector) -> rest(selector).sets.add(number);
            case NamedPorts(var selector, var _, var _) -> rest(selector).sets.add(number);
            case ServicePorts(var namespace, var name) ->
                service(namespace, name).add(number);
            case ServiceAddresses(var namespace, var name) ->
                service(namespace, name).add(number);
        }
    }

    /// A set goes out of use.
    void removeSet(int number) {
        var set = sets.remove(number);
        if (set == null) {
            return;
        }
        touched.add(number);
        switch (set) {
            case Selected(var selector) -> leave(selector, resting(selector).sets, number);
            case NamedPorts(var selector, var _, var _) -> leave(selector, resting(selector).sets, number);
            case ServicePorts(var namespace, var name) -> leave(new ServiceKey(namespace, name), number);
            case ServiceAddresses(var namespace, var name) -> leave(new ServiceKey(namespace, name), number);
        }
    }

    /// Policies come, by number, for whatever these selectors mean.
    void addSubjects(Map<Integer, Selector> added) {
        var fresh = new LinkedHashMap<Integer, Selector>();
        added.forEach((policy, subject) -> {
            var selector = PeerSelector.endpoints(subject);
            subjects.put(policy, selector);
            int number = selectors.of(selector).number();
            resting.computeIfAbsent(number, _ -> {
                        fresh.put(number, subject);
                        return new Resting(selector, new RoaringBitmap(), new RoaringBitmap());
                    })
                    .policies
                    .add(policy);
        });
        index(Population.ENDPOINTS).addSelectors(fresh);
    }

    /// A policy goes.
    void removeSubject(int policy) {
        var selector = subjects.remove(policy);
        if (selector != null) {
            leave(selector, resting(selector).policies, policy);
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
        return sets.containsKey(set);
    }

    /// A set in use.
    AddressSet set(int number) {
        return known(sets.get(number), "set", number);
    }

    /// What a set in use means now.
    Meaning meaning(int number) {
        return switch (set(number)) {
            case Selected(var selector) -> new Meaning.Identities(selected(selector));
            case NamedPorts(var selector, var protocol, var name) -> {
                var selected = selected(selector);
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
                .forEach((IntConsumer) selector -> policies.or(resting(selector).policies));
        return policies;
    }

    /// The sets in use that mean an identity.
    RoaringBitmap setsOf(Identity identity) {
        return sets(index(identity.fingerprint().population()).selectorsOf(identity.number()), identity);
    }

    private Change change(Identity identity, SelectorIndex.Rematch rematch) {
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

    private void addSets(RoaringBitmap numbers, Identity identity, RoaringBitmap found) {
        for (var each = numbers.getIntIterator(); each.hasNext(); ) {
            int number = each.next();
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

    private RoaringBitmap selected(PeerSelector selector) {
        return index(selector.population()).meaning(selectors.of(selector).number());
    }

    private SelectorIndex index(Population population) {
        var index = indexes.get(population);
        if (index == null) {
            throw new IllegalStateException("no index for " + population);
        }
        return index;
    }

    private Resting rest(PeerSelector selector) {
        int number = selectors.of(selector).number();
        return resting.computeIfAbsent(number, _ -> {
            index(selector.population()).addSelector(number, selector.selector());
            return new Resting(selector, new RoaringBitmap(), new RoaringBitmap());
        });
    }

    private Resting resting(PeerSelector selector) {
        return resting(selectors.of(selector).number());
    }

    private Resting resting(int selector) {
        return known(resting.get(selector), "selector", selector);
    }

    private void leave(PeerSelector selector, RoaringBitmap of, int number) {
        of.remove(number);
        var entry = resting(selector);
        if (entry.isEmpty()) {
            int selectorNumber = selectors.of(selector).number();
            resting.remove(selectorNumber);
            index(selector.population()).removeSelector(selectorNumber);
            selectors.forget(selector);
        }
    }

    private RoaringBitmap service(String namespace, String name) {
        return byService.computeIfAbsent(new ServiceKey(namespace, name), _ -> new RoaringBitmap());
    }

    private void leave(ServiceKey service, int number) {
        byService.computeIfPresent(service, (_, of) -> without(of, number));
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
}
