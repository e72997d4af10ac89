package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.plan.Releases;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever was rendered before: what is rendered is what a renderer makes that knows nothing.
class RenderedAgainTest {
    private static final int STEPS = 150;
    private static final int POLICIES = 14;
    private static final List<Rule> ACTIONS = List.of(Rules.ALLOW, Rules.DENY, Rules.PASS, Rules.LOG);

    private final SetNames names = new SetNames(IpVersion.V4);
    private final Map<ResourceKey, PolicyRules> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
    private final Lookups lookups = new Lookups();
    private Releases releases = Releases.NONE;
    private final Renderer renderer = new Renderer(IptablesConfig.standard(), names);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void asIfForTheFirstTime(long seed) {
        var random = new Random(seed);
        new Holding().everything(0, 1).profiles().forEach(profile -> profiles.put(profile.name(), profile));
        IntStream.range(0, POLICIES).forEach(i -> putPolicy(random));
        for (int step = 0; step < STEPS; step++) {
            IntStream.rangeClosed(0, random.nextInt(3)).forEach(i -> change(random));
            if (random.nextInt(5) == 0) {
                releases = new Releases(!releases.host(), Set.of());
                renderer.release(releases);
            }
            check("step " + step);
        }
    }

    private void change(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> putPolicy(random);
            case 1 -> policies.remove(Holding.policyKey("p" + random.nextInt(POLICIES)));
            case 2, 3 -> putEndpoint(random);
            case 4 -> endpoints.remove(Holding.pod("w" + random.nextInt(4)));
            default -> rename(random);
        }
    }

    private void putPolicy(Random random) {
        var rules = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> rule(random))
                .toArray(Rule[]::new);
        var name = "p" + random.nextInt(POLICIES);
        var holding = random.nextInt(5) == 0
                ? new Holding().staged(name, Direction.INGRESS, rules)
                : new Holding().policy(name, Direction.INGRESS, rules);
        holding.everything(0, 1).policies().forEach(policy -> policies.put(policy.key(), policy));
    }

    private static Rule rule(Random random) {
        var action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        var app = "a" + random.nextInt(5);
        return Rules.source(action, random.nextBoolean() ? Rules.selected(app) : Rules.notSelected(app));
    }

    private void putEndpoint(Random random) {
        var asked = new ArrayList<>(
                IntStream.range(0, POLICIES).mapToObj(i -> "p" + i).toList());
        Collections.shuffle(asked, random);
        var some = asked.subList(0, random.nextInt(POLICIES)).toArray(String[]::new);
        var holding = new Holding()
                .endpoint(
                        "w" + random.nextInt(4), "open", Holding.tier("default", Action.DENY, Direction.INGRESS, some));
        holding.everything(0, 1).endpoints().forEach(endpoint -> endpoints.put(endpoint.endpoint(), endpoint));
    }

    /// A set that rules look into is written anew, under another name.
    private void rename(Random random) {
        var sets = policies.values().stream()
                .flatMap(PolicyRules::allRules)
                .flatMap(Rule::sets)
                .map(set -> set.id())
                .sorted()
                .distinct()
                .toList();
        if (!sets.isEmpty()) {
            var set = sets.get(random.nextInt(sets.size()));
            names.rename(set, names.free(set, Set.of(names.of(set))));
            forget(Set.of(set));
        }
    }

    private void forget(Set<SetId> renamed) {
        renderer.forget(lookups.into(renamed, policies.values(), profiles.values()));
    }

    private void check(String when) {
        var byEndpoint = new HashMap<ResourceKey, String>();
        endpoints.keySet().forEach(endpoint -> byEndpoint.put(endpoint, "cali" + endpoint.name()));
        var interfaces = new Interfaces(byEndpoint, HostInterfaces.NONE, List.of(), List.of());
        renderer.render(policies, profiles, endpoints, interfaces);
        var fresh = new Renderer(IptablesConfig.standard(), names);
        fresh.release(releases);
        fresh.render(policies, profiles, endpoints, interfaces);
        assertThat(texts(renderer)).as(when).isEqualTo(texts(fresh));
        assertThat(unions(renderer)).as(when).isEqualTo(unions(fresh));
    }

    private static List<String> texts(Renderer renderer) {
        return sorted(renderer.latest().chains().stream().map(chain -> chain.whose() + ": " + chain.print()));
    }

    private static Collection<String> unions(Renderer renderer) {
        return sorted(renderer.latest().unions().stream().map(UnionSet::name));
    }

    private static List<String> sorted(Stream<String> some) {
        return some.sorted().toList();
    }
}
