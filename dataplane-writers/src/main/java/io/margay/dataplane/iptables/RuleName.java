package io.margay.dataplane.iptables;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;

/// What a kernel rule decides, and where that was written. Its text is the rule's comment, so that a counter leads back
/// to a line of a user's; what NFLOG says of a packet leads back to it by the text's hash.
///
/// ```text
/// networking.k8s.io/v1/NetworkPolicy/shop/redis ingress 0          the index of the rule, from 0
/// Profile/kns.shop ingress 0
/// Profile/kns.shop ingress: there is no such profile
/// Pod/shop/redis ingress: end of tier default
/// HostEndpoint/eth0 ingress, forwarded: end of tier default
/// Pod/shop/redis ingress: nothing allows it
/// Pod/shop/redis ingress: of a known connection
/// Pod/shop/redis ingress: to itself
/// Pod/shop/redis ingress: of no connection that can be
/// ingress: no rule set for this interface
/// failsafe ingress TCP 22,179
/// ```
public sealed interface RuleName {
    /// A rule of a policy.
    ///
    /// @param tier the policy's; not in the text
    /// @param index of the rule, as the user wrote it
    record PolicyRule(String tier, ResourceKey policy, Direction direction, int index) implements RuleName {}

    /// A rule of a profile.
    record ProfileRule(String profile, Direction direction, int index) implements RuleName {}

    /// A profile that does not exist, and denies.
    record NoSuchProfile(String profile, Direction direction) implements RuleName {}

    /// The default of a tier whose policies looked at the packet and did not decide.
    ///
    /// @param forwarded whether of a packet that a host forwards
    record TierEnd(ResourceKey endpoint, Direction direction, boolean forwarded, String tier) implements RuleName {}

    /// No tier and no profile has allowed it.
    record NothingAllows(ResourceKey endpoint, Direction direction) implements RuleName {}

    /// It belongs to a connection that was allowed.
    record KnownConnection(ResourceKey endpoint, Direction direction) implements RuleName {}

    /// It is from a workload to itself, by way of a service: it cannot be closed to itself.
    record Itself(ResourceKey endpoint, Direction direction) implements RuleName {}

    /// It belongs to none, and can begin none.
    record InvalidPacket(ResourceKey endpoint, Direction direction) implements RuleName {}

    /// It is for, or from, what looks like a workload's interface and has no complete rule set.
    record NoRuleSet(Direction direction) implements RuleName {}

    /// It is for some of a host's failsafe ports.
    record Failsafe(Direction direction, String ports) implements RuleName {}

    /// The text. All of it may stand between quotes in the input of iptables-restore.
    private String text() {
        return switch (this) {
            case PolicyRule(var _, var policy, var direction, int index) -> policy(policy, direction) + " " + index;
            case ProfileRule(var profile, var direction, int index) -> profile(profile, direction) + " " + index;
            case NoSuchProfile(var profile, var direction) ->
                profile(profile, direction) + ": there is no such profile";
            case TierEnd(var endpoint, var direction, boolean forwarded, var tier) ->
                side(endpoint, direction) + (forwarded ? ", forwarded" : "") + ": end of tier " + tier;
            case NothingAllows(var endpoint, var direction) -> side(endpoint, direction) + ": nothing allows it";
            case KnownConnection(var endpoint, var direction) -> side(endpoint, direction) + ": of a known connection";
            case Itself(var endpoint, var direction) -> side(endpoint, direction) + ": to itself";
            case InvalidPacket(var endpoint, var direction) ->
                side(endpoint, direction) + ": of no connection that can be";
            case NoRuleSet(var direction) -> word(direction) + ": no rule set for this interface";
            case Failsafe(var direction, var ports) -> "failsafe " + word(direction) + " " + ports;
        };
    }

    /// What the comment of the kernel's rule says; 180 characters at most, with a hash in place of what is too much.
    default String comment() {
        int most = 180;
        int kept = 160;
        var text = Chain.plain(text());
        return text.length() <= most ? text : text.substring(0, kept) + "~" + Names.hash(text);
    }

    /// What NFLOG says of a packet: why, the hash of the comment, and as much of its end as the kernel lets through,
    /// which tells more than its beginning.
    default String prefix(char why) {
        int most = 44;
        var comment = comment();
        var end = comment.length() <= most ? comment : comment.substring(comment.length() - most);
        return why + " " + Names.hash(comment) + " " + end;
    }

    /// What names a policy in a direction: `networking.k8s.io/v1/NetworkPolicy/shop/redis ingress`.
    static String policy(ResourceKey policy, Direction direction) {
        return policy.kind().apiVersion() + "/" + policy.ref() + " " + word(direction);
    }

    private static String profile(String profile, Direction direction) {
        return "Profile/" + profile + " " + word(direction);
    }

    private static String side(ResourceKey endpoint, Direction direction) {
        return endpoint.ref() + " " + word(direction);
    }

    private static String word(Direction direction) {
        return direction == Direction.INGRESS ? "ingress" : "egress";
    }
}
