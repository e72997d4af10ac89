package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.Releases;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// All chains of one IP version. Keeps what it rendered of policies and profiles until they change.
final class Renderer {
    private final IptablesConfig config;
    private final IpVersion version;
    /// By the very record: a policy that did not change is the same one, and its hash would visit each rule.
    private IdentityHashMap<PolicyRules, Rendered> policies = new IdentityHashMap<>();

    private IdentityHashMap<ProfileRules, Rendered> profiles = new IdentityHashMap<>();
    private final PolicyRenderer rules;
    private final Groups groups;
    private final KnownEndpoints known = new KnownEndpoints();
    private Rendered latest = Rendered.of(List.of());
    /// The chains of single policies, as long as these are the same, and those that only groups hold the rules of.
    private Rendered single = Rendered.of(List.of());
    private boolean areSingleKnown;
    private Set<String> inGroupsOnly = Set.of();
    private Releases releases = Releases.NONE;

    /// One whose sets have their first names.
    Renderer(IptablesConfig config, IpVersion version) {
        this(config, new SetNames(version));
    }

    /// @param names asked each time that a rule is rendered
    Renderer(IptablesConfig config, SetNames names) {
        this(config, new PolicyRenderer(config, names));
    }

    /// @param rules renders policies
    Renderer(IptablesConfig config, PolicyRenderer rules) {
        this.config = config;
        this.version = rules.sets().version();
        this.rules = rules;
        this.groups = new Groups(rules);
    }

    /// The IP version.
    IpVersion version() {
        return version;
    }

    /// What `render` made last; nothing before.
    Rendered latest() {
        return latest;
    }

    /// What is made from now on lets these pass by.
    void release(Releases released) {
        releases = released;
    }

    /// What is made from now on has the policies of these owners' chains apart; whether they had any together.
    boolean separate(Set<String> owners) {
        return groups.separate(owners);
    }

    /// These policies and profiles are made anew: sets that they look into have other names now.
    ///
    /// @param some goes by the very record
    void forget(Set<Object> some) {
        if (!some.isEmpty()) {
            areSingleKnown &= !policies.keySet().removeIf(some::contains);
            profiles.keySet().removeIf(some::contains);
            groups.forget(some);
        }
    }

    /// Makes the chains for these policies and profiles, and for those endpoints that have an interface.
    ///
    /// Cost: renders each endpoint, policy and profile that is not as it was; looks at all.
    void render(
            Map<ResourceKey, PolicyRules> heldPolicies,
            Map<String, ProfileRules> heldProfiles,
            Map<ResourceKey, RuleSet> endpoints,
            Interfaces interfaces) {
        if (releases.host()) {
            latest = ReleaseRenderer.host();
            return;
        }
        var enforced = heldPolicies.values().stream()
                .filter(policy -> !policy.staged())
                .toList();
        if (!isRendered(enforced, policies)) {
            areSingleKnown = false;
            policies = rendered(enforced, policies, rules::policy);
        }
        if (!isRendered(heldProfiles.values(), profiles)) {
            profiles = rendered(heldProfiles.values(), profiles, rules::profile);
        }
        groups.begin(heldPolicies);
        known.begin();
        var hosts = hosts(endpoints, interfaces);
        var ofEndpoints = Rendered.all(ofEndpoints(endpoints, interfaces, hosts));
        var grouped = groups.inGroupsOnly();
        if (!areSingleKnown || !grouped.equals(inGroupsOnly)) {
            areSingleKnown = true;
            inGroupsOnly = grouped;
            single = Rendered.all(policies.values().stream()).without(chain -> grouped.contains(chain.name()));
        }
        // What only a host endpoint asks for is not put into a table that none uses.
        latest = Rendered.all(
                        Stream.of(Stream.of(single), profiles.values().stream(), Stream.of(ofEndpoints, groups.end()))
                                .flatMap(part -> part))
                .in(table -> table == Table.FILTER || hosts.uses(table));
    }

    private static <T> boolean isRendered(Collection<T> values, IdentityHashMap<T, Rendered> known) {
        return values.size() == known.size() && values.stream().allMatch(known::containsKey);
    }

    private static <T> IdentityHashMap<T, Rendered> rendered(
            Collection<T> values, IdentityHashMap<T, Rendered> before, Function<T, Rendered> render) {
        var now = new IdentityHashMap<T, Rendered>();
        values.forEach(value -> {
            var known = before.get(value);
            now.put(value, known == null ? render.apply(value) : known);
        });
        return now;
    }

    private HostRenderer hosts(Map<ResourceKey, RuleSet> endpoints, Interfaces interfaces) {
        var byInterface = new HashMap<String, RuleSet>();
        interfaces.hosts().byInterface().forEach((name, key) -> {
            var endpoint = endpoints.get(key);
            if (endpoint != null) {
                byInterface.put(name, endpoint);
            }
        });
        var workloads = config.workloads(interfaces.byEndpoint().values());
        var own = interfaces.byEndpoint().keySet().stream()
                .flatMap(key -> Stream.ofNullable(endpoints.get(key)))
                .flatMap(endpoint -> endpoint.addresses().stream())
                .toList();
        var renderer = new EndpointRenderer(config.open(interfaces.paths()), version, groups, known);
        var released = new HashMap<>(interfaces.hosts().byInterface());
        released.values().retainAll(releases.endpoints());
        byInterface.keySet().removeAll(released.keySet());
        return new HostRenderer(
                renderer,
                byInterface,
                released.keySet(),
                workloads,
                own,
                interfaces.hosts().addresses());
    }

    private Stream<Rendered> ofEndpoints(
            Map<ResourceKey, RuleSet> endpoints, Interfaces interfaces, HostRenderer hosts) {
        var own = interfaces.byEndpoint().entrySet().stream()
                .flatMap(entry -> Stream.ofNullable(endpoints.get(entry.getKey()))
                        .map(endpoint -> releases.endpoints().contains(endpoint.endpoint())
                                ? ReleaseRenderer.endpoint(endpoint, entry.getValue())
                                : hosts.endpoints().workload(endpoint, entry.getValue())));
        var dispatch = Arrays.stream(Direction.values())
                .map(direction -> dispatch(interfaces.byEndpoint().values(), direction));
        var base = Stream.of(new BaseRenderer(hosts).base(), hosts.chains());
        return Stream.of(base, dispatch, own).flatMap(part -> part);
    }

    private Rendered dispatch(Collection<String> names, Direction direction) {
        var actions = new HashMap<String, String>();
        names.forEach(name -> actions.put(name, DispatchRenderer.to(ChainKind.WORKLOAD, name, direction)));
        var others = new RuleName.NoRuleSet(direction);
        var last = config.denyUnknownWorkloads()
                ? config.nfLog().drop("", others, "-j DROP")
                : List.of(Chain.Line.always(others.comment(), "-j RETURN"));
        var away = Chain.of(Names.others(direction), last);
        return new DispatchRenderer(
                        ChainKind.WORKLOAD, direction, List.of(), List.of(Chain.Line.always("", "-g " + away.name())))
                .dispatch(actions)
                .and(away);
    }
}
