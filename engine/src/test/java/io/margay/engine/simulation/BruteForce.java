package io.margay.engine.simulation;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.engine.transaction.NamedSets;
import io.margay.model.net.Cidr;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a host must hold, from all inputs at once, by asking everything of everyone. Slow, short and without state.
public final class BruteForce {
    private final Catalog catalog;
    private final List<Holder> holders;
    private final List<EndpointSlice> slices;

    private BruteForce(Collection<Resource> resources) {
        catalog = Catalog.of(resources);
        holders = resources.stream().flatMap(it -> Holder.of(it).stream()).toList();
        slices = resources.stream()
                .filter(EndpointSlice.class::isInstance)
                .map(EndpointSlice.class::cast)
                .toList();
    }

    /// What the host of a node must hold.
    public static HostModel.Contents host(String node, Collection<Resource> resources) {
        return of(resources).host(node);
    }

    /// To be asked about several nodes.
    static BruteForce of(Collection<Resource> resources) {
        return new BruteForce(resources);
    }

    HostModel.Contents host(String node) {
        var local = holders.stream()
                .filter(holder -> holder.isEndpoint() && holder.node().equals(node))
                .toList();
        var endpoints = new TreeMap<ResourceKey, RuleSet>();
        local.forEach(holder -> endpoints.put(holder.key(), BruteRuleSets.of(catalog, holder)));
        var policies = new TreeMap<ResourceKey, PolicyRules>();
        catalog.tiers().stream()
                .flatMap(tier -> tier.policies().stream())
                .filter(policy -> policy.everywhere() || local.stream().anyMatch(holder -> isFor(policy, holder)))
                .forEach(policy -> policies.put(policy.key(), policy));
        var profiles = new TreeMap<String, ProfileRules>();
        local.stream()
                .flatMap(holder -> holder.fingerprint().profiles().stream())
                .forEach(name -> profiles.put(name, catalog.profile(name)));
        var sets = new TreeMap<SetId, SortedSet<String>>();
        Stream.concat(
                        policies.values().stream().flatMap(policy -> NamedSets.of(policy).stream()),
                        profiles.values().stream().flatMap(profile -> NamedSets.of(profile).stream()))
                .forEach(set -> sets.put(set.id(), members(set)));
        return new HostModel.Contents(endpoints, policies, profiles, sets);
    }

    private boolean isFor(PolicyRules policy, Holder holder) {
        return policy.subject().matches(catalog.labels(holder.fingerprint()));
    }

    private SortedSet<String> members(AddressSet set) {
        var members = new TreeSet<String>();
        Consumer<Member> add = member -> members.add(HostModel.text(member));
        switch (set) {
            case Selected(var selector) ->
                selected(selector)
                        .flatMap(holder -> holder.addresses().stream())
                        .forEach(address -> add.accept(new Member(address, null, 0)));
            case NamedPorts(var selector, var protocol, var name) ->
                selected(selector)
                        .forEach(holder -> holder.fingerprint().ports().stream()
                                .filter(port -> port.name().equals(name)
                                        && port.protocol().equals(protocol))
                                .forEach(port -> holder.addresses()
                                        .forEach(address -> add.accept(new Member(address, protocol, port.port())))));
            case ServicePorts(var namespace, var service) ->
                slices(namespace, service)
                        .forEach(slice -> slice.addresses()
                                .forEach(ip -> slice.ports()
                                        .forEach(port ->
                                                add.accept(new Member(Cidr.of(ip), port.protocol(), port.port())))));
            case ServiceAddresses(var namespace, var service) ->
                slices(namespace, service)
                        .flatMap(slice -> slice.addresses().stream())
                        .forEach(ip -> add.accept(new Member(Cidr.of(ip), null, 0)));
        }
        return members;
    }

    private Stream<Holder> selected(PeerSelector selector) {
        return holders.stream()
                .filter(holder -> holder.fingerprint().population() == selector.population())
                .filter(holder -> selector.selector().matches(catalog.labels(holder.fingerprint())));
    }

    private Stream<EndpointSlice> slices(String namespace, String service) {
        return slices.stream()
                .filter(slice -> slice.metadata().namespace().equals(namespace)
                        && slice.service().equals(service));
    }
}
