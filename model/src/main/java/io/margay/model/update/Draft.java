package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.update.Holdings.HeldPolicy;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.Move;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.roaringbitmap.IntConsumer;

/// What the parts of one update come to, over what is held: nothing there changes until `commit`.
final class Draft {
    private final SetDrafts sets;
    private final IdentityDrafts identities;
    private final Overlay<Integer, ResourceKey> policyKeys;
    private final Overlay<ResourceKey, HeldPolicy> policies;
    private final Overlay<String, ProfileRules> profiles;
    private final Overlay<ResourceKey, RuleSet> endpoints;
    private final Map<ResourceKey, EndpointContents> unresolved = new TreeMap<>();
    private final Set<Cidr> ended = new LinkedHashSet<>();
    private final Holdings held;

    Draft(Holdings held) {
        this.held = held;
        sets = new SetDrafts(held);
        identities = new IdentityDrafts(held);
        policyKeys = new Overlay<>(held.policyKeys);
        policies = new Overlay<>(held.policies);
        profiles = new Overlay<>(held.profiles);
        endpoints = new Overlay<>(held.endpoints);
    }

    void take(Part part) {
        switch (part) {
            case Part.Moves(var moves, var addresses) -> {
                moves.forEach(this::take);
                ended.addAll(addresses);
            }
            case Part.MemberChange(int number, var added, var removed) -> {
                var set = sets.edit(number);
                if (set != null) {
                    set.change(added, removed);
                }
            }
            case Part.Identities(var all) ->
                all.forEach(each -> identities.put(each.identity(), each.ports(), each.addresses()));
            case Part.SetContents contents -> sets.put(contents);
            case Part.PolicyContents(int number, var rules) -> put(new HeldPolicy(number, rules));
            case Part.ProfileContents(var rules) -> profiles.put(rules.name(), rules);
            case EndpointContents contents -> unresolved.put(contents.ruleSet().endpoint(), contents);
            case Part.Gone gone -> take(gone);
        }
    }

    /// The addresses of which it says that their owners ended, or lost them.
    Set<Cidr> ended() {
        return ended;
    }

    /// Makes it so, and tells `watcher` before it does.
    ///
    /// Errors: [UpdateRefused], and nothing changed, where it names what was never sent, and what
    /// `watcher` refuses.
    void commit(Update update, Watcher watcher) {
        var turns = turns();
        watcher.changing(held, changing(turns));
        var touched = identities.commit(turns, update.all());
        identities.sweep(touched, update.all());
        commit(turns);
    }

    /// Makes it so, and says what writers have to do.
    ///
    /// Errors: [UpdateRefused], and nothing changed, where it names what was never sent.
    Transaction transact(Update update) {
        var turns = turns();
        var sets = changed(turns);
        var rules = changing(turns).rules();
        var said = identities.said(turns);
        var touched = identities.commit(turns, update.all());
        var changes = new IdentityChanges(said);
        touched.forEach((IntConsumer) number -> changes.tell(number, held.identity(number)));
        identities.sweep(touched, update.all());
        var transaction = new Transaction(
                update.node(),
                update.base(),
                update.revision(),
                changes.changed(),
                sets,
                rules.policies(),
                rules.profiles(),
                rules.endpoints(),
                gone(changes.gone(), turns));
        commit(turns);
        return transaction;
    }

    private List<Turn> turns() {
        unresolved.forEach((key, contents) -> endpoints.put(key, contents.resolved(this::policy)));
        var turns = sets.turns();
        identities.check(turns, sets);
        return turns;
    }

    private Changing changing(List<Turn> turns) {
        var rules = new Changing.Rules(
                policies.changed(HeldPolicy::rules),
                profiles.changed(each -> each),
                endpoints.changed(ruleSet -> ruleSet));
        return new Changing(
                turns,
                identities.put(),
                rules,
                new Changing.Gone(policies.gone(), profiles.gone(), endpoints.gone()),
                ended);
    }

    private void commit(List<Turn> turns) {
        turns.forEach(turn -> turn.commit(held));
        policyKeys.commit();
        policies.commit();
        profiles.commit();
        endpoints.commit();
    }

    private void take(Move move) {
        if (move.whole()) {
            identities.put(move.identity(), move.ports(), move.added());
        } else {
            identities.change(move.identity(), move.added(), move.removed());
        }
        move.joined().forEach(number -> {
            var set = sets.edit(number);
            if (set != null) {
                set.join(move.identity());
            }
        });
        move.left().forEach(number -> {
            var set = sets.edit(number);
            if (set != null) {
                set.leave(move.identity());
            }
        });
    }

    private void take(Part.Gone gone) {
        gone.sets().forEach(sets::remove);
        gone.policies().forEach(this::removePolicy);
        gone.profiles().forEach(profiles::remove);
        gone.endpoints().forEach(unresolved::remove);
        gone.endpoints().forEach(endpoints::remove);
    }

    private void put(HeldPolicy policy) {
        removePolicy(policy.number());
        var key = policy.rules().key();
        var known = policies.get(key);
        if (known != null) {
            policyKeys.remove(known.number());
        }
        policyKeys.put(policy.number(), key);
        policies.put(key, policy);
    }

    private void removePolicy(int number) {
        var key = policyKeys.get(number);
        if (key != null) {
            policyKeys.remove(number);
            policies.remove(key);
        }
    }

    private ResourceKey policy(int number) {
        var key = policyKeys.get(number);
        if (key == null) {
            throw new UpdateRefused("an endpoint has policy " + number + ", which was never sent");
        }
        return key;
    }

    private static List<SetChange> changed(List<Turn> turns) {
        var changes = new ArrayList<SetChange>();
        for (var turn : turns) {
            if (turn.after() != null && !turn.isNothing()) {
                changes.add(turn.change(turn.after()));
            }
        }
        return changes;
    }

    private Gone gone(List<Integer> goneIdentities, List<Turn> turns) {
        var goneSets = new ArrayList<SetId>();
        for (var turn : turns) {
            if (turn.after() == null && turn.before() != null) {
                goneSets.add(turn.before().id);
            }
        }
        return new Gone(goneIdentities, goneSets, policies.gone(), profiles.gone(), endpoints.gone());
    }
}
