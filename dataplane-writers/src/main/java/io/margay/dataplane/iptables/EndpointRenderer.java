package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.List;

/// The two chains of a workload endpoint: for packets to it (ingress) and from it (egress).
///
/// ```text
/// of a known connection: accept; of none that can be: drop
/// for each tier:    each policy, until one has accepted or passed; else drop, or go on where the tier passes
/// for each profile: until one has accepted
/// drop
/// ```
/// A packet that is accepted returns with the accept mark, since the other end may be here, too, and have its say.
record EndpointRenderer(IptablesConfig config) {
    /// The chains of the endpoint on this interface.
    Rendered endpoint(RuleSet endpoint, String interfaceName) {
        var chains = new ArrayList<Chain>();
        for (var direction : Direction.values()) {
            chains.add(Chain.of(Names.endpoint(interfaceName, direction), lines(endpoint, direction)));
        }
        return Rendered.of(chains);
    }

    private List<Line> lines(RuleSet endpoint, Direction direction) {
        var name = endpoint.endpoint().ref();
        var lines = new ArrayList<Line>();
        lines.add(new Line("-m conntrack --ctstate RELATED,ESTABLISHED", name, "-j ACCEPT"));
        lines.add(new Line("-m conntrack --ctstate INVALID", name + ": invalid", "-j DROP"));
        lines.add(Line.always("", "-j MARK --set-xmark 0x0/" + hex(config.acceptMark() | config.passMark())));
        endpoint.normal().stream()
                .filter(tier -> !tier.policies(direction).isEmpty())
                .forEach(tier -> addTier(lines, tier, direction));
        for (var profile : endpoint.profiles()) {
            lines.add(Line.always("Profile/" + profile, "-j " + Names.profile(profile, direction)));
            lines.add(new Line(isSet(config.acceptMark()), "", "-j RETURN"));
        }
        lines.add(Line.always(name + ": nothing allows it", "-j DROP"));
        return lines;
    }

    private void addTier(List<Line> lines, RuleSet.TierPolicies tier, Direction direction) {
        lines.add(Line.always("tier " + tier.tier(), "-j MARK --set-xmark 0x0/" + hex(config.passMark())));
        for (var policy : tier.policies(direction)) {
            lines.add(new Line(
                    isNotSet(config.passMark()),
                    PolicyRenderer.id(policy, direction),
                    "-j " + Names.policy(policy, direction)));
            lines.add(new Line(isSet(config.acceptMark()), "", "-j RETURN"));
        }
        if (tier.defaultAction() != Action.PASS) {
            lines.add(new Line(isNotSet(config.passMark()), "end of tier " + tier.tier(), "-j DROP"));
        }
    }

    private static String isSet(int mark) {
        return "-m mark --mark " + hex(mark) + "/" + hex(mark);
    }

    private static String isNotSet(int mark) {
        return "-m mark --mark 0x0/" + hex(mark);
    }

    static String hex(int mark) {
        return "0x" + Integer.toHexString(mark);
    }
}
