package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.engine.identity.ServiceKey;
import io.margay.engine.identity.Services;
import io.margay.index.intern.Numbers;
import io.margay.index.match.SelectorIndex;
import io.margay.index.match.SelectorIndex.Rematch;
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
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The sets in use, what each means, and which of them mean something else since last asked.
///
/// A selector is matched once, however many sets rest on it: the plain one and one for each port name.
final class UsedSets {
    private record PortName(Protocol protocol, String name) {}

    private final Services services;
    private final Map<SetId, AddressSet> sets = new HashMap<>();
    private final Map<Population, SelectorIndex> indexes = new EnumMap<>(Population.class);
    private final Numbers<PeerSelector> selectors = new Numbers<>();
    private final Map<Integer, Set<SetId>> bySelector = new HashMap<>();
    private final Map<ServiceKey, Set<SetId>> byService = new HashMap<>();
    private final Map<PortName, RoaringBitmap> byPort = new HashMap<>();
    private final Set<SetId> touched = new TreeSet<>();

    UsedSets(Services services) {
        this.services = services;
        for (var population : Population.values()) {
            indexes.put(population, new SelectorIndex());
        }
    }

    void add(NamedSet named) {
        if (sets.put(named.id(), named.set()) != null) {
            return;
        }
        touched.add(named.id());
        switch (named.set()) {
            case Selected(var selector) -> addOn(selector, named);
            case NamedPorts(var selector, var _, var _) -> addOn(selector, named);
            case ServicePorts(var namespace, var name) -> addOn(new ServiceKey(namespace, name), named);
            case ServiceAddresses(var namespace, var name) -> addOn(new ServiceKey(namespace, name), named);
        }
    }

    void remove(SetId id) {
        var set = sets.remove(id);
        if (set == null) {
            return;
        }
        touched.add(id);
        switch (set) {
            case Selected(var selector) -> removeFrom(selector, id);
            case NamedPorts(var selector, var _, var _) -> removeFrom(selector, id);
            case ServicePorts(var namespace, var name) -> removeFrom(new ServiceKey(namespace, name), id);
            case ServiceAddresses(var namespace, var name) -> removeFrom(new ServiceKey(namespace, name), id);
        }
    }

    /// An identity is new, or its labels changed.
    void put(Identity identity, LabelLookup labels) {
        var population = identity.fingerprint().population();
        for (NamedPort port : identity.fingerprint().ports()) {
            byPort.computeIfAbsent(new PortName(port.protocol(), port.name()), _ -> new RoaringBitmap())
                    .add(identity.number());
        }
        touch(index(population).put(identity.number(), labels));
    }

    /// An identity is gone.
    void remove(Identity identity) {
        for (NamedPort port : identity.fingerprint().ports()) {
            var name = new PortName(port.protocol(), port.name());
            byPort.computeIfPresent(name, (_, having) -> without(having, identity.number()));
        }
        touch(index(identity.fingerprint().population()).remove(identity.number()));
    }

    /// What is behind a service changed.
    void served(ServiceKey service) {
        touched.addAll(byService.getOrDefault(service, Set.of()));
    }

    /// The sets that may mean something else since the last call, and those that came or went.
    Set<SetId> drain() {
        var drained = Set.copyOf(touched);
        touched.clear();
        return drained;
    }

    boolean has(SetId id) {
        return sets.containsKey(id);
    }

    /// A set in use, with its id.
    NamedSet named(SetId id) {
        var set = sets.get(id);
        if (set == null) {
            throw new IllegalStateException("set " + id + " is not in use");
        }
        return new NamedSet(id, set);
    }

    /// What a set in use means now.
    Meaning meaning(SetId id) {
        return switch (named(id).set()) {
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

    private void addOn(PeerSelector selector, NamedSet named) {
        int number = selectors.of(selector).number();
        var resting = bySelector.computeIfAbsent(number, _ -> new TreeSet<>());
        if (resting.isEmpty()) {
            index(selector.population()).addSelector(number, selector.selector());
        }
        resting.add(named.id());
    }

    private void removeFrom(PeerSelector selector, SetId id) {
        int number = selectors.of(selector).number();
        var resting = bySelector.getOrDefault(number, new TreeSet<>());
        resting.remove(id);
        if (resting.isEmpty()) {
            bySelector.remove(number);
            index(selector.population()).removeSelector(number);
            selectors.forget(selector);
        }
    }

    private void addOn(ServiceKey service, NamedSet named) {
        byService.computeIfAbsent(service, _ -> new TreeSet<>()).add(named.id());
    }

    private void removeFrom(ServiceKey service, SetId id) {
        var resting = byService.getOrDefault(service, new TreeSet<>());
        resting.remove(id);
        if (resting.isEmpty()) {
            byService.remove(service);
        }
    }

    private void touch(Rematch rematch) {
        rematch.joined().forEach((IntConsumer) this::touchSelector);
        rematch.left().forEach((IntConsumer) this::touchSelector);
    }

    private void touchSelector(int selector) {
        touched.addAll(bySelector.getOrDefault(selector, Set.of()));
    }

    private static @Nullable RoaringBitmap without(RoaringBitmap having, int number) {
        having.remove(number);
        return having.isEmpty() ? null : having;
    }
}
