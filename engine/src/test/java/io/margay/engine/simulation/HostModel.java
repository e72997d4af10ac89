package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A host without a kernel: holds what transactions say, and fails on one that breaks a promise (that adds what is
/// there, removes what is not, or leaves something that names what is not there).
public final class HostModel {
    /// What a host holds, with sets written out: equal where hosts enforce the same.
    public record Contents(
            SortedMap<ResourceKey, RuleSet> endpoints,
            SortedMap<ResourceKey, PolicyRules> policies,
            SortedMap<String, ProfileRules> profiles,
            SortedMap<SetId, SortedSet<String>> sets) {}

    private record Held(List<NamedPort> ports, Set<Cidr> addresses) {}

    private record HeldSet(AddressSet set, Set<Part> parts) {}

    private final Map<Integer, Held> identities = new HashMap<>();
    private final Map<SetId, HeldSet> sets = new HashMap<>();
    private final SortedMap<ResourceKey, PolicyRules> policies = new TreeMap<>();
    private final SortedMap<String, ProfileRules> profiles = new TreeMap<>();
    private final SortedMap<ResourceKey, RuleSet> endpoints = new TreeMap<>();
    private long revision;

    /// The revision that it holds; 0: nothing.
    public long revision() {
        return revision;
    }

    /// Takes a transaction on. Fails on one that is not right.
    public void apply(Transaction transaction) {
        if (transaction.base() == 0) {
            clear();
        } else {
            assertThat(transaction.base()).as("base").isEqualTo(revision);
        }
        assertThat(transaction.revision()).as("revision").isGreaterThan(revision);
        revision = transaction.revision();
        transaction.identities().forEach(this::apply);
        transaction.sets().forEach(this::apply);
        transaction.policies().forEach(policy -> policies.put(policy.key(), policy));
        transaction.profiles().forEach(profile -> profiles.put(profile.name(), profile));
        transaction.endpoints().forEach(endpoint -> endpoints.put(endpoint.endpoint(), endpoint));
        remove(transaction.gone());
        check();
    }

    /// What it holds.
    public Contents contents() {
        var expanded = new TreeMap<SetId, SortedSet<String>>();
        sets.forEach((id, set) -> expanded.put(id, members(set)));
        return new Contents(new TreeMap<>(endpoints), new TreeMap<>(policies), new TreeMap<>(profiles), expanded);
    }

    private void clear() {
        identities.clear();
        sets.clear();
        policies.clear();
        profiles.clear();
        endpoints.clear();
    }

    private void apply(IdentityChange change) {
        var held = identities.computeIfAbsent(change.identity(), _ -> new Held(change.ports(), new HashSet<>()));
        assertThat(held.ports).as("ports of identity %s", change.identity()).isEqualTo(change.ports());
        move(held.addresses, change.added(), change.removed());
    }

    private void apply(SetChange change) {
        var held = sets.computeIfAbsent(change.set().id(), _ -> new HeldSet(change.set(), new HashSet<>()));
        move(held.parts, change.added(), change.removed());
    }

    private static <T> void move(Set<T> held, List<T> added, List<T> removed) {
        removed.forEach(each -> check(held.remove(each), "removed %s is there", each));
        added.forEach(each -> check(held.add(each), "added %s is new", each));
    }

    private void remove(Gone gone) {
        remove(identities, gone.identities());
        remove(sets, gone.sets());
        remove(policies, gone.policies());
        remove(profiles, gone.profiles());
        remove(endpoints, gone.endpoints());
    }

    private static <K> void remove(Map<K, ?> held, List<K> gone) {
        gone.forEach(key -> check(held.remove(key) != null, "gone %s was there", key));
    }

    /// As `assertThat` does, which costs much where there are many.
    private static void check(boolean holds, String what, Object each) {
        if (!holds) {
            throw new AssertionError(what.formatted(each));
        }
    }

    private void check() {
        var usedIdentities = new HashSet<Integer>();
        sets.values().stream().flatMap(set -> set.parts.stream()).forEach(part -> {
            if (part instanceof OfIdentity(int identity)) {
                usedIdentities.add(identity);
            }
        });
        assertThat(identities.keySet())
                .as("identities, and those that sets mean")
                .isEqualTo(usedIdentities);
        assertThat(sets.keySet()).as("sets, and those that rules name").isEqualTo(named());
        for (var endpoint : endpoints.values()) {
            assertThat(policies.keySet())
                    .as("policies of %s", endpoint.endpoint())
                    .containsAll(policies(endpoint));
            assertThat(profiles.keySet())
                    .as("profiles of %s", endpoint.endpoint())
                    .containsAll(endpoint.profiles());
        }
    }

    private Set<SetId> named() {
        var named = new HashSet<SetId>();
        var rules = Stream.concat(
                policies.values().stream()
                        .flatMap(it -> Stream.concat(it.ingressRules().stream(), it.egressRules().stream())),
                profiles.values().stream()
                        .flatMap(it -> Stream.concat(it.ingressRules().stream(), it.egressRules().stream())));
        rules.flatMap(HostModel::sets).forEach(set -> named.add(set.id()));
        return named;
    }

    private static Stream<AddressSet> sets(Rule rule) {
        return Stream.of(rule.source(), rule.destination()).flatMap(HostModel::sets);
    }

    private static Stream<AddressSet> sets(PeerMatch match) {
        var sets = new ArrayList<AddressSet>();
        Stream.of(match.selector(), match.notSelector())
                .filter(Objects::nonNull)
                .forEach(selector -> sets.add(new Selected(selector)));
        sets.addAll(match.ports().named());
        sets.addAll(match.notPorts().named());
        Stream.of(match.service()).filter(Objects::nonNull).forEach(sets::add);
        return sets.stream();
    }

    private static Set<ResourceKey> policies(RuleSet ruleSet) {
        var keys = new HashSet<ResourceKey>();
        Stream.of(ruleSet.untracked(), ruleSet.preDnat(), ruleSet.forward(), ruleSet.normal())
                .flatMap(List::stream)
                .forEach((TierPolicies tier) -> {
                    keys.addAll(tier.policies(Direction.INGRESS));
                    keys.addAll(tier.policies(Direction.EGRESS));
                });
        return keys;
    }

    private SortedSet<String> members(HeldSet set) {
        var members = new TreeSet<String>();
        for (var part : set.parts) {
            switch (part) {
                case Member member -> members.add(text(member));
                case OfIdentity(int identity) -> expand(set.set, identity, members);
            }
        }
        return members;
    }

    private void expand(AddressSet set, int identity, Set<String> members) {
        var held = identities.get(identity);
        if (held == null) {
            throw new AssertionError("identity " + identity + " of a set is not there");
        }
        for (var address : held.addresses) {
            if (set instanceof NamedPorts(var _, var protocol, var name)) {
                held.ports.stream()
                        .filter(port ->
                                port.name().equals(name) && port.protocol().equals(protocol))
                        .forEach(port -> members.add(text(new Member(address, protocol, port.port()))));
            } else {
                members.add(text(new Member(address, null, 0)));
            }
        }
    }

    /// A member as text: `10.0.0.1/32`, `10.0.0.1/32,TCP:80`.
    static String text(Member member) {
        return member.protocol() == null
                ? member.address().toString()
                : member.address() + "," + member.protocol() + ":" + member.port();
    }
}
