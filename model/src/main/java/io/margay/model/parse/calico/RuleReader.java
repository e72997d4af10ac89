package io.margay.model.parse.calico;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.CalicoRule.Icmp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rules of a policy in one direction, or those of a profile.
///
/// @param http whether rules may match HTTP
record RuleReader(ServicesPlace source, ServicesPlace destination, boolean http) {
    /// Of a profile, in either direction.
    static final RuleReader PROFILE = new RuleReader(ServicesPlace.LOCAL, ServicesPlace.LOCAL, true);

    private static final int ANY = -1;
    private static final int HIGHEST_ICMP_TYPE = 254;
    private static final int HIGHEST_ICMP_CODE = 255;

    /// Of a policy, for what comes in.
    static RuleReader ingress(boolean globalPolicy) {
        return new RuleReader(ServicesPlace.in(globalPolicy), ServicesPlace.FORBIDDEN, true);
    }

    /// Of a policy, for what goes out.
    static RuleReader egress(boolean globalPolicy) {
        return new RuleReader(ServicesPlace.FORBIDDEN, ServicesPlace.in(globalPolicy), false);
    }

    /// The rules of a list, in order.
    List<CalicoRule> readAll(Fields owner, String field) {
        return owner.objects(field).stream().map(this::read).toList();
    }

    private CalicoRule read(Fields rule) {
        var action = action(rule);
        var version = ipVersion(rule);
        var nets = new NetReader(version);
        var protocol = protocol(rule, "protocol", version);
        var number = WrittenProtocol.numberOf(protocol);
        var read = new CalicoRule(
                rule.where(),
                action,
                version != null ? version : versionOf(protocol),
                number,
                WrittenProtocol.numberOf(protocol(rule, "notProtocol", version)),
                icmp(rule, protocol),
                icmpFields(rule, "notICMP"),
                new EntityReader("source", nets, number, source).read(rule),
                new EntityReader("destination", nets, number, destination).read(rule),
                new HttpReader(http, action, protocol).read(rule));
        metadata(rule);
        rule.finish();
        return read;
    }

    private static Action action(Fields rule) {
        var word = rule.required("action");
        for (var action : Action.values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        if (!word.isEmpty()) {
            rule.problem("action", "must be Allow, Deny, Log or Pass, is " + CalicoNames.quoted(word));
        }
        return Action.DENY;
    }

    private static @Nullable IpVersion ipVersion(Fields rule) {
        var value = rule.value("ipVersion");
        if (value == null) {
            return null;
        }
        for (var version : IpVersion.values()) {
            if (value instanceof Value.Numeral(var _, var text) && text.equals(Integer.toString(version.number()))) {
                return version;
            }
        }
        rule.problem("ipVersion", "must be 4 or 6, is " + value.describe());
        return null;
    }

    /// ICMP is of IPv4 and ICMPv6 of IPv6 where they are written by name; their numbers are numbers like any other.
    private static @Nullable IpVersion versionOf(@Nullable WrittenProtocol protocol) {
        if (protocol == null) {
            return null;
        }
        return protocol.is(Protocol.ICMP) ? IpVersion.V4 : protocol.is(Protocol.ICMPV6) ? IpVersion.V6 : null;
    }

    private static @Nullable WrittenProtocol protocol(Fields rule, String field, @Nullable IpVersion version) {
        var protocol = WrittenProtocol.read(rule, field);
        if (protocol != null && version == IpVersion.V6 && protocol.is(Protocol.ICMP)) {
            rule.problem("ipVersion", "must be 4 with " + field + " ICMP, is 6");
        }
        if (protocol != null && version == IpVersion.V4 && protocol.is(Protocol.ICMPV6)) {
            rule.problem("ipVersion", "must be 6 with " + field + " ICMPv6, is 4");
        }
        return protocol;
    }

    private static @Nullable Icmp icmp(Fields rule, @Nullable WrittenProtocol protocol) {
        var icmp = icmpFields(rule, "icmp");
        if (rule.has("icmp") && (protocol == null || !isIcmp(protocol))) {
            rule.problem("icmp", "needs the rule's protocol to be ICMP or ICMPv6, by name");
        }
        return icmp;
    }

    private static boolean isIcmp(WrittenProtocol protocol) {
        return protocol.is(Protocol.ICMP) || protocol.is(Protocol.ICMPV6);
    }

    /// Null also for an object that names no type: Calico asks nothing by it, negated or not.
    private static @Nullable Icmp icmpFields(Fields rule, String field) {
        var icmp = rule.object(field);
        if (icmp == null) {
            return null;
        }
        var type = icmp.integer("type", 0, HIGHEST_ICMP_TYPE);
        var code = icmp.integer("code", 0, HIGHEST_ICMP_CODE);
        if (icmp.has("code") && !icmp.has("type")) {
            icmp.problem("code", "needs a type beside it");
        }
        icmp.finish();
        return type == null ? null : new Icmp(type, code == null ? ANY : code);
    }

    /// For people and their tools; checked, not kept.
    private static void metadata(Fields rule) {
        var metadata = rule.object("metadata");
        if (metadata != null) {
            CalicoNames.checkAnnotations(metadata, "annotations");
            metadata.finish();
        }
    }
}
