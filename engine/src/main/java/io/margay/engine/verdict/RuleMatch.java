package io.margay.engine.verdict;

import io.margay.model.net.Cidr;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Rule;
import java.util.List;
import java.util.stream.Stream;

/// Whether a rule matches a packet: condition by condition, up to the first that does not hold.
///
/// Source: `docs/semantics.md`, "Rules".
final class RuleMatch {
    private final Rule rule;
    private final Traffic traffic;
    private final Reasons reasons;

    private RuleMatch(Rule rule, Traffic traffic, Reasons reasons) {
        this.rule = rule;
        this.traffic = traffic;
        this.reasons = reasons;
    }

    static boolean matches(Rule rule, Traffic traffic) {
        return new RuleMatch(rule, traffic, Reasons.unasked()).matches();
    }

    /// What matches, in order, and last what does not.
    static List<String> reasons(Rule rule, Traffic traffic) {
        var reasons = Reasons.asked();
        new RuleMatch(rule, traffic, reasons).matches();
        return reasons.all();
    }

    private boolean matches() {
        return isSeen()
                && isForVersion()
                && isForProtocol()
                && isForIcmp()
                && source().matches(rule.source())
                && destination().matches(rule.destination())
                && isCertain();
    }

    private PeerTest source() {
        return new PeerTest("source", traffic.source(), traffic.transport().sourcePort(), traffic, reasons);
    }

    private PeerTest destination() {
        return new PeerTest(
                "destination", traffic.destination(), traffic.transport().port(), traffic, reasons);
    }

    private boolean isSeen() {
        return switch (rule.limit()) {
            case NONE -> true;
            case HTTP ->
                traffic.layer4Only()
                        || reasons.note(
                                rule.action() != Action.ALLOW,
                                () -> "whatever the HTTP request",
                                () -> "it asks for an HTTP request, which layers 3 and 4 do not show");
            case DOMAIN_NAMES ->
                reasons.note(false, () -> "", () -> "it asks for domain names, which cannot be enforced");
        };
    }

    private boolean isForVersion() {
        var version = traffic.version();
        var wanted = rule.ipVersion();
        if (wanted != null && !reasons.isSame("IP version", wanted.number(), version.number())) {
            return false;
        }
        return Stream.of(
                        rule.source().nets(),
                        rule.source().notNets(),
                        rule.destination().nets(),
                        rule.destination().notNets())
                .allMatch(this::isForVersion);
    }

    private boolean isForVersion(List<Cidr> nets) {
        var ours = nets.isEmpty() || nets.stream().anyMatch(net -> net.version() == traffic.version());
        return ours || reasons.note(false, () -> "", () -> "it names nets of the other IP version only: " + nets);
    }

    private boolean isForProtocol() {
        var protocol = traffic.transport().protocol();
        var wanted = rule.protocol();
        var unwanted = rule.notProtocol();
        return (wanted == null || reasons.isSame("protocol", wanted, protocol))
                && (unwanted == null || reasons.isOther("protocol", unwanted, protocol));
    }

    private boolean isForIcmp() {
        var wanted = rule.icmp();
        var unwanted = rule.notIcmp();
        return (wanted == null
                        || reasons.note(
                                is(wanted), () -> "ICMP is " + words(wanted), () -> "ICMP is not " + words(wanted)))
                && (unwanted == null
                        || reasons.note(
                                !is(unwanted),
                                () -> "ICMP is not " + words(unwanted),
                                () -> "ICMP is " + words(unwanted)));
    }

    private boolean is(Rule.Icmp icmp) {
        var transport = traffic.transport();
        return transport.icmpType() != Transport.NONE
                && (icmp.type() == Transport.NONE || icmp.type() == transport.icmpType())
                && (icmp.code() == Transport.NONE || icmp.code() == transport.icmpCode());
    }

    private static String words(Rule.Icmp icmp) {
        return "type " + icmp.type() + (icmp.code() == Transport.NONE ? "" : " code " + icmp.code());
    }

    /// A negation holds for an address that nobody has yet, whatever its pod will be: no Allow may rest on that.
    private boolean isCertain() {
        return rule.action() != Action.ALLOW
                || (source().isCertain(rule.source()) && destination().isCertain(rule.destination()));
    }
}
