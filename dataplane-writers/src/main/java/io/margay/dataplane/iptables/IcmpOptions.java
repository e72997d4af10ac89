package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rule asks of an ICMP type and code, as options of iptables.
final class IcmpOptions {
    private IcmpOptions() {}

    /// Whether the rule asks for a type. A negation asks for none of what is no ICMP: it holds there.
    static boolean asked(Rule rule) {
        return rule.icmp() != null || (rule.notIcmp() != null && mayBeIcmp(rule.protocol()));
    }

    /// Whether the rule, besides ICMP of other types, means all that is no ICMP.
    static boolean meansOthers(Rule rule) {
        return rule.icmp() == null && rule.notIcmp() != null && rule.protocol() == null;
    }

    private static boolean mayBeIcmp(@Nullable Protocol protocol) {
        return protocol == null || protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6);
    }

    /// The ICMP of an IP version.
    static Protocol of(IpVersion version) {
        return version == IpVersion.V4 ? Protocol.ICMP : Protocol.ICMPV6;
    }

    /// The options; empty if no packet of this version is meant.
    static Optional<String> of(Rule rule, IpVersion version) {
        if (!asked(rule)) {
            return Optional.of("");
        }
        var protocol = of(version);
        boolean other = rule.protocol() != null && !rule.protocol().equals(protocol);
        boolean never = rule.notIcmp() != null && rule.notIcmp().type() < 0;
        if (other || never || protocol.equals(rule.notProtocol())) {
            return Optional.empty();
        }
        return Optional.of(RuleMatch.join(print("", rule.icmp(), version), print("! ", rule.notIcmp(), version)));
    }

    private static String print(String not, Rule.@Nullable Icmp icmp, IpVersion version) {
        if (icmp == null || icmp.type() < 0) {
            return "";
        }
        var option = version == IpVersion.V4 ? "-m icmp " + not + "--icmp-type " : "-m icmp6 " + not + "--icmpv6-type ";
        return option + icmp.type() + (icmp.code() < 0 ? "" : "/" + icmp.code());
    }
}
