package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// All chains of one IP version. Keeps what it rendered of policies and profiles until they change.
final class Renderer {
    private final IptablesConfig config;
    private final IpVersion version;
    /// By the very record: a policy that did not change is the same one, and its hash would visit each rule.
    private IdentityHashMap<PolicyRules, Rendered> policies = new IdentityHashMap<>();

    private IdentityHashMap<ProfileRules, Rendered> profiles = new IdentityHashMap<>();
    private Rendered latest = Rendered.of(List.of());

    Renderer(IptablesConfig config, IpVersion version) {
        this.config = config;
        this.version = version;
    }

    /// The IP version.
    IpVersion version() {
        return version;
    }

    /// What `render` made last; nothing before.
    Rendered latest() {
        return latest;
    }

    /// Makes the chains for these policies and profiles, and for those endpoints that have an interface.
    ///
    /// Cost: renders each endpoint, and each policy and profile that is not as it was.
    void render(
            Map<ResourceKey, PolicyRules> heldPolicies,
            Map<String, ProfileRules> heldProfiles,
            Map<ResourceKey, RuleSet> endpoints,
            Interfaces interfaces) {
        var rules = new PolicyRenderer(config, version);
        var enforced = heldPolicies.values().stream().filter(policy -> !policy.staged());
        policies = rendered(enforced, policies, rules::policy);
        profiles = rendered(heldProfiles.values().stream(), profiles, rules::profile);
        latest = Rendered.all(
                Stream.of(policies.values().stream(), profiles.values().stream(), ofEndpoints(endpoints, interfaces))
                        .flatMap(part -> part));
    }

    private static <T> IdentityHashMap<T, Rendered> rendered(
            Stream<T> values, IdentityHashMap<T, Rendered> before, Function<T, Rendered> render) {
        var now = new IdentityHashMap<T, Rendered>();
        values.forEach(value -> {
            var known = before.get(value);
            now.put(value, known == null ? render.apply(value) : known);
        });
        return now;
    }

    private Stream<Rendered> ofEndpoints(Map<ResourceKey, RuleSet> endpoints, Interfaces interfaces) {
        var names = interfaces.byEndpoint().values();
        var renderer = new EndpointRenderer(config);
        var own = interfaces.byEndpoint().entrySet().stream()
                .flatMap(entry -> Stream.ofNullable(endpoints.get(entry.getKey()))
                        .map(endpoint -> renderer.endpoint(endpoint, entry.getValue())));
        var dispatch = Arrays.stream(Direction.values())
                .map(direction -> new DispatchRenderer(config, direction).dispatch(names));
        var base = Stream.of(new BaseRenderer(config, version).base(names));
        return Stream.of(base, dispatch, own).flatMap(part -> part);
    }
}
