package io.margay.engine.bruteforce;

import io.margay.engine.verdict.Transport;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.CalicoRule.Icmp;
import io.margay.model.resource.Kind;
import io.margay.model.ruleset.Direction;
import io.margay.model.selector.Selector;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How policies and profiles of projectcalico.org/v3 are read, but for the two sides of their rules.
final class CalicoReading {
    private final EntityReading entities;

    CalicoReading(World world) {
        this.entities = new EntityReading(world);
    }

    static boolean selects(CalicoPolicy policy, Holder endpoint) {
        return policy.kind() == Kind.NETWORK_POLICY
                ? selectsInNamespace(policy, endpoint)
                : selectsAnywhere(policy, endpoint);
    }

    static boolean looks(CalicoPolicy policy, Direction direction) {
        return direction == Direction.INGRESS
                ? policy.spec().ingress()
                : policy.spec().egress();
    }

    List<Line> lines(CalicoPolicy policy, Direction direction) {
        var spec = policy.spec();
        var rules = direction == Direction.INGRESS ? spec.ingressRules() : spec.egressRules();
        return lines(rules, policy.metadata().namespace());
    }

    /// @param namespace of the policy; empty for global ones and profiles
    List<Line> lines(List<CalicoRule> rules, String namespace) {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> new Line(i, rules.get(i).action(), packet -> matches(rules.get(i), namespace, packet)))
                .toList();
    }

    private static boolean selectsInNamespace(CalicoPolicy policy, Holder endpoint) {
        var accounts = policy.spec().serviceAccountSelector();
        return endpoint.isIn(policy.metadata().namespace())
                && isMeant(policy.spec().selector(), endpoint.sight())
                && isMeant(accounts, endpoint.ofAccount());
    }

    /// In a global policy `all()` means all that has a namespace once there is a namespace selector, else all that has
    /// a service account once there is a selector of those.
    private static boolean selectsAnywhere(CalicoPolicy policy, Holder endpoint) {
        var namespaces = policy.spec().namespaceSelector();
        var accounts = policy.spec().serviceAccountSelector();
        var labels = endpoint.labels();
        var all = namespaces != null ? endpoint.hasNamespace() : accounts == null || endpoint.hasAccount();
        return isMeant(policy.spec().selector(), new Sight(labels, "", all, true))
                && isMeant(namespaces, new Sight(labels, "pcns.", all, true))
                && isMeant(accounts, new Sight(labels, "pcsa.", endpoint.hasAccount(), true));
    }

    private static boolean isMeant(@Nullable Selector selector, Sight sight) {
        return selector == null || sight.satisfies(selector);
    }

    private boolean matches(CalicoRule rule, String namespace, Packet packet) {
        var transport = packet.transport();
        var unseen = rule.http() != null && rule.action() == Action.ALLOW && !packet.layer4Only();
        return !unseen
                && isVersion(rule, packet.source().version())
                && (rule.protocol() == null || rule.protocol().equals(transport.protocol()))
                && (rule.notProtocol() == null || !rule.notProtocol().equals(transport.protocol()))
                && (rule.icmp() == null || isIcmp(rule.icmp(), transport))
                && (rule.notIcmp() == null || !isIcmp(rule.notIcmp(), transport))
                && entities.sends(rule, namespace, packet)
                && entities.receives(rule, namespace, packet);
    }

    private static boolean isVersion(CalicoRule rule, IpVersion version) {
        return rule.ipVersion() == null || rule.ipVersion() == version;
    }

    private static boolean isIcmp(Icmp icmp, Transport transport) {
        return (icmp.type() < 0 || icmp.type() == transport.icmpType())
                && (icmp.code() < 0 || icmp.code() == transport.icmpCode());
    }
}
