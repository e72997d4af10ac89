package io.margay.load.host;

import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Part;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What a host holds, by content: no number of a member's is in it, nor the place in a file that something was read
/// from.
///
/// @param sets each set's meaning, see [SetMeanings]
public record Contents(
        Map<?, ?> endpoints, Map<?, PolicyRules> policies, Map<String, ProfileRules> profiles, Map<SetId, Long> sets) {
    private static final int MOST_NAMED = 3;

    /// Those of a host that was told this.
    public static Contents of(Replay held) {
        var rules = held.rules();
        return of(new Rules(rules.endpoints(), rules.policies(), rules.profiles()), held);
    }

    /// Those of a replica.
    public static Contents of(HostReplica replica) {
        var held = replica.held();
        var numbers = new RoaringBitmap();
        var parts = new ArrayList<Part>();
        for (var set : held.sets()) {
            numbers.or(set.identities());
            parts.add(
                    new Part.SetContents(parts.size(), set.definition(), set.identities(), List.copyOf(set.members())));
        }
        var identities = new ArrayList<Part.IdentityContents>();
        numbers.forEach((IntConsumer) number -> {
            var identity = Objects.requireNonNull(held.identity(number), "an identity of a set");
            identities.add(new Part.IdentityContents(number, identity.ports(), identity.addresses()));
        });
        parts.add(new Part.Identities(identities));
        var sets = new Replay();
        sets.take(new Update("", 0, 0, 1, true, List.of()), parts);
        return of(new Rules(held.endpoints(), held.rulesOfPolicies(), held.profiles()), sets);
    }

    private record Rules(Map<?, ?> endpoints, Map<?, PolicyRules> policies, Map<String, ProfileRules> profiles) {}

    private static Contents of(Rules rules, Replay sets) {
        var policies = new HashMap<Object, PolicyRules>();
        rules.policies.forEach((key, policy) -> policies.put(key, anywhere(policy)));
        var profiles = new HashMap<String, ProfileRules>();
        rules.profiles.forEach((name, profile) -> profiles.put(name, anywhere(profile)));
        return new Contents(rules.endpoints, policies, profiles, SetMeanings.of(sets));
    }

    /// What is otherwise here than it should be, in words; empty: nothing.
    public List<String> differences(Contents expected) {
        var differences = new ArrayList<String>();
        compare("endpoints", endpoints, expected.endpoints, differences);
        compare("policies", policies, expected.policies, differences);
        compare("profiles", profiles, expected.profiles, differences);
        compare("sets", sets, expected.sets, differences);
        return differences;
    }

    private static void compare(String what, Map<?, ?> held, Map<?, ?> expected, List<String> to) {
        var wrong = new TreeSet<String>();
        held.forEach((key, value) -> {
            if (!Objects.equals(value, expected.get(key))) {
                wrong.add(String.valueOf(key));
            }
        });
        expected.keySet().stream().filter(key -> !held.containsKey(key)).forEach(key -> wrong.add(String.valueOf(key)));
        if (!wrong.isEmpty()) {
            var named = String.join(", ", wrong.stream().limit(MOST_NAMED).toList());
            to.add(wrong.size() + " of " + expected.size() + " " + what + ": " + named);
        }
    }

    private static PolicyRules anywhere(PolicyRules it) {
        return new PolicyRules(
                it.key(),
                it.tier(),
                it.order(),
                it.tieBreak(),
                it.subject(),
                it.ingress(),
                it.egress(),
                it.stage(),
                it.onForward(),
                it.staged(),
                it.everywhere(),
                anywhere(it.ingressRules()),
                anywhere(it.egressRules()),
                Where.NOWHERE);
    }

    private static ProfileRules anywhere(ProfileRules it) {
        return new ProfileRules(it.name(), it.known(), anywhere(it.ingressRules()), anywhere(it.egressRules()));
    }

    private static List<Rule> anywhere(List<Rule> rules) {
        return rules.stream()
                .map(it -> new Rule(
                        it.action(),
                        it.ipVersion(),
                        it.protocol(),
                        it.notProtocol(),
                        it.icmp(),
                        it.notIcmp(),
                        it.source(),
                        it.destination(),
                        it.index(),
                        Where.NOWHERE,
                        it.limit()))
                .toList();
    }
}
