package io.margay.dataplane.iptables;

import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What comments of kernel rules and prefixes of NFLOG mean, given all that a host holds. Immutable.
public final class RuleNames {
    /// The first rule of a chain has the chain's hash before its own words.
    private static final Pattern NOTE = Pattern.compile("^#\\S+ ?");

    private static final Pattern PREFIX = Pattern.compile("^[A-Z] (\\S{16})( .*)?$");

    private final Map<String, RuleName> byComment = new HashMap<>();
    private final Map<String, RuleName> byHash = new HashMap<>();

    private RuleNames() {}

    /// The names of all rules that these policies, profiles and endpoints come to. Cost: a hash a rule.
    public static RuleNames of(
            Collection<PolicyRules> policies,
            Collection<ProfileRules> profiles,
            Collection<RuleSet> endpoints,
            Failsafes failsafes) {
        var names = new RuleNames();
        for (var direction : Direction.values()) {
            names.add(new RuleName.NoRuleSet(direction));
            FailsafeRenderer.names(failsafes, direction).forEach(names::add);
            policies.forEach(policy -> names.addPolicy(policy, direction));
            profiles.forEach(profile -> names.addProfile(profile, direction));
            endpoints.forEach(endpoint -> names.addEndpoint(endpoint, direction));
        }
        return names;
    }

    private void addPolicy(PolicyRules policy, Direction direction) {
        policy.rules(direction).stream()
                .mapToInt(rule -> rule.index())
                .distinct()
                .forEach(index -> add(new RuleName.PolicyRule(policy.tier(), policy.key(), direction, index)));
    }

    private void addProfile(ProfileRules profile, Direction direction) {
        if (!profile.known()) {
            add(new RuleName.NoSuchProfile(profile.name(), direction));
        }
        profile.rules(direction)
                .forEach(rule -> add(new RuleName.ProfileRule(profile.name(), direction, rule.index())));
    }

    private void addEndpoint(RuleSet endpoint, Direction direction) {
        var key = endpoint.endpoint();
        add(new RuleName.NothingAllows(key, direction));
        add(new RuleName.KnownConnection(key, direction));
        add(new RuleName.InvalidPacket(key, direction));
        add(new RuleName.Itself(key, direction));
        endpoint.normal().forEach(tier -> add(new RuleName.TierEnd(key, direction, false, tier.tier())));
        endpoint.forward().forEach(tier -> add(new RuleName.TierEnd(key, direction, true, tier.tier())));
    }

    private void add(RuleName name) {
        var comment = name.comment();
        byComment.put(comment, name);
        byHash.put(Names.hash(comment), name);
    }

    /// What the comment of a rule means; empty for one that decides nothing, or that came from something that the host
    /// no longer holds.
    public Optional<RuleName> ofComment(String comment) {
        return Optional.ofNullable(byComment.get(NOTE.matcher(comment).replaceFirst("")));
    }

    /// What the prefix of an NFLOG message means; empty likewise.
    public Optional<RuleName> ofPrefix(String prefix) {
        var parts = PREFIX.matcher(prefix);
        return parts.matches() ? Optional.ofNullable(byHash.get(parts.group(1))) : Optional.empty();
    }
}
