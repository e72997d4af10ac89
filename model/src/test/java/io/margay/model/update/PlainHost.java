package io.margay.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What writers hold, in plain maps. Refuses a transaction that says what is so already, or names what is not there.
record PlainHost(
        Map<Integer, PlainIdentity> identities,
        Map<SetId, Set<Part>> sets,
        Map<ResourceKey, PolicyRules> policies,
        Map<String, ProfileRules> profiles,
        Map<ResourceKey, RuleSet> endpoints) {
    record PlainIdentity(List<NamedPort> ports, Set<Cidr> addresses) {}

    static PlainHost empty() {
        return new PlainHost(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    void apply(Transaction transaction) {
        if (transaction.base() == 0) {
            clear();
        }
        transaction.gone().sets().forEach(id -> assertThat(sets.remove(id)).isNotNull());
        transaction.identities().forEach(this::apply);
        transaction.sets().forEach(this::apply);
        transaction.gone().identities().forEach(number -> {
            assertThat(identities.remove(number)).isNotNull();
            assertThat(sets.values()).noneMatch(parts -> parts.contains(new OfIdentity(number)));
        });
        put(policies, transaction.policies(), PolicyRules::key);
        put(profiles, transaction.profiles(), ProfileRules::name);
        put(endpoints, transaction.endpoints(), RuleSet::endpoint);
        remove(policies, transaction.gone().policies());
        remove(profiles, transaction.gone().profiles());
        remove(endpoints, transaction.gone().endpoints());
    }

    private void clear() {
        List.of(identities, sets, policies, profiles, endpoints).forEach(Map::clear);
    }

    private void apply(IdentityChange change) {
        var known = identities.containsKey(change.identity());
        var identity =
                identities.computeIfAbsent(change.identity(), _ -> new PlainIdentity(change.ports(), new HashSet<>()));
        assertThat(identity.ports).isEqualTo(change.ports());
        assertThat(identity.addresses).containsAll(change.removed()).noneMatch(change.added()::contains);
        assertThat(known && change.added().isEmpty() && change.removed().isEmpty())
                .isFalse();
        change.removed().forEach(identity.addresses::remove);
        identity.addresses.addAll(change.added());
    }

    private void apply(SetChange change) {
        var known = sets.containsKey(change.set().id());
        var parts = sets.computeIfAbsent(change.set().id(), _ -> new HashSet<>());
        assertThat(parts).containsAll(change.removed()).noneMatch(change.added()::contains);
        assertThat(known && change.added().isEmpty() && change.removed().isEmpty())
                .isFalse();
        change.removed().forEach(parts::remove);
        parts.addAll(change.added());
        for (var part : change.added()) {
            assertThat(!(part instanceof OfIdentity(int number)) || identities.containsKey(number))
                    .isTrue();
        }
    }

    private static <K, V> void put(Map<K, V> held, List<V> values, Function<V, K> key) {
        for (var value : values) {
            assertThat(held.put(key.apply(value), value)).isNotEqualTo(value);
        }
    }

    private static <K> void remove(Map<K, ?> held, List<K> gone) {
        assertThat(held.keySet()).containsAll(gone);
        gone.forEach(held::remove);
    }
}
