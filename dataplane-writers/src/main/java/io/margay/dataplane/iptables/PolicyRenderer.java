package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;

/// The chains of policies and profiles: one a direction, shared by all endpoints that they are for.
///
/// A rule that allows goes to `mgy-accept`, one that passes to `mgy-pass`; these set a mark, and the packet is back in
/// the endpoint's chain. A denied packet is dropped at once.
///
/// @param version which packets see the chains
record PolicyRenderer(IptablesConfig config, IpVersion version) {
    /// The chains of a policy, one for each direction that it has a say in.
    Rendered policy(PolicyRules policy) {
        var chains = new ArrayList<Chain>();
        var netSets = new ArrayList<NetSet>();
        for (var direction : Direction.values()) {
            if (policy.applies(direction)) {
                var name = Names.policy(policy.key(), direction);
                chains.add(chain(name, id(policy.key(), direction), policy.rules(direction), netSets));
            }
        }
        return new Rendered(chains, netSets);
    }

    /// The chains of a profile. One that does not exist drops.
    Rendered profile(ProfileRules profile) {
        var chains = new ArrayList<Chain>();
        var netSets = new ArrayList<NetSet>();
        for (var direction : Direction.values()) {
            var name = Names.profile(profile.name(), direction);
            var id = "Profile/" + profile.name() + " " + word(direction);
            chains.add(
                    profile.known()
                            ? chain(name, id, profile.rules(direction), netSets)
                            : Chain.of(name, List.of(Chain.Line.always(id + ": there is no such profile", "-j DROP"))));
        }
        return new Rendered(chains, netSets);
    }

    /// What names the rules of a policy in a direction: `networking.k8s.io/v1/NetworkPolicy/shop/redis ingress`. With
    /// the index of a rule behind it, it is the comment of a rule, and leads back to a line of a user's.
    static String id(ResourceKey policy, Direction direction) {
        return policy.kind().apiVersion() + "/" + policy.ref() + " " + word(direction);
    }

    private Chain chain(String name, String id, List<Rule> rules, List<NetSet> netSets) {
        var lines = new ArrayList<Chain.Line>();
        for (var rule : rules) {
            var match = RuleMatch.of(rule, version);
            var comment = id + " " + rule.index();
            match.alternatives().forEach(options -> lines.add(new Chain.Line(options, comment, action(rule, comment))));
            netSets.addAll(match.netSets());
        }
        return Chain.of(name, lines);
    }

    private String action(Rule rule, String comment) {
        return switch (rule.action()) {
            case ALLOW -> "-g " + Names.ACCEPT;
            case PASS -> "-g " + Names.PASS;
            case DENY -> "-j DROP";
            case LOG -> "-j NFLOG --nflog-group " + config.logGroup() + " --nflog-prefix " + logPrefix(comment);
        };
    }

    /// At most 63 characters get through to the reader of a log; the end of the id tells more than its beginning.
    private static String logPrefix(String comment) {
        int most = 60;
        var end = comment.length() <= most ? comment : comment.substring(comment.length() - most);
        return "\"L " + Chain.plain(end) + "\"";
    }

    private static String word(Direction direction) {
        return direction == Direction.INGRESS ? "ingress" : "egress";
    }
}
