package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a host should hold: the sum of the transactions that it was sent. Says for each the least work that follows.
///
/// A transaction is taken whole or not at all. One that changes another revision than the one held, or that names
/// something nobody has sent, is refused, and what was held stays.
public final class Desired {
    /// What came of a transaction.
    public sealed interface Received {}

    /// It was taken; `plan` may be empty.
    public record Planned(Plan plan) implements Received {}

    /// It came before; nothing changes.
    public record Known() implements Received {}

    /// It was not taken; the engine should send everything anew.
    public record Refused(String why) implements Received {}

    private long revision;
    private Memberships memberships = new Memberships();
    private final Map<ResourceKey, PolicyRules> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();

    /// The revision held; 0 before the first transaction.
    public long revision() {
        return revision;
    }

    /// Everything held. Cost: expands every set.
    public Content content() {
        return new Content(memberships.expanded(), policies, profiles, endpoints);
    }

    /// Takes a transaction.
    public Received receive(Transaction transaction) {
        if (transaction.base() == 0) {
            return replace(transaction);
        }
        if (revision == 0) {
            return new Refused("revision " + transaction.revision() + " came before everything");
        }
        if (transaction.revision() <= revision) {
            return new Known();
        }
        if (transaction.base() != revision) {
            return new Refused("it changes revision " + transaction.base() + ", but " + revision + " is here");
        }
        return change(transaction);
    }

    private Received change(Transaction transaction) {
        var missing = new References(memberships, policies.keySet(), profiles.keySet()).missing(transaction);
        if (missing.isPresent()) {
            return new Refused(missing.get());
        }
        revision = transaction.revision();
        var gone = transaction.gone();
        return new Planned(new Plan(
                revision,
                memberships.apply(transaction),
                merge(policies, sent(transaction.policies(), PolicyRules::key, gone.policies())),
                merge(profiles, sent(transaction.profiles(), ProfileRules::name, gone.profiles())),
                merge(endpoints, sent(transaction.endpoints(), RuleSet::endpoint, gone.endpoints()))));
    }

    private Received replace(Transaction transaction) {
        var fresh = new Desired();
        var refused = fresh.change(transaction) instanceof Refused why ? why : null;
        if (refused != null) {
            return refused;
        }
        var plan = Plan.of(transaction.revision(), content(), fresh.content());
        revision = transaction.revision();
        memberships = fresh.memberships;
        plan.policies().applyTo(policies);
        plan.profiles().applyTo(profiles);
        plan.endpoints().applyTo(endpoints);
        return new Planned(plan);
    }

    /// Makes the change and keeps of it what is no change at all out of the plan.
    private static <K, V> Changes<K, V> merge(Map<K, V> held, Changes<K, V> sent) {
        var after = new HashMap<>(held);
        sent.applyTo(after);
        var changes = Changes.between(held, after);
        changes.applyTo(held);
        return changes;
    }

    /// A list of a transaction by name; what is both gone and sent is sent.
    private static <K, V> Changes<K, V> sent(List<V> values, Function<V, K> name, List<K> gone) {
        var put = new HashMap<K, V>();
        values.forEach(value -> put.put(name.apply(value), value));
        var away = new HashSet<>(gone);
        away.removeAll(put.keySet());
        return new Changes<>(put, away);
    }
}
