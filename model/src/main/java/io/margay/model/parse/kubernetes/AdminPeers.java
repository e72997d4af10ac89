package io.margay.model.parse.kubernetes;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.parse.Fields;
import io.margay.model.resource.AdminRule.AdminPeer;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.LabelSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads peers and subjects of AdminPolicies. Each has exactly one field; null, and a problem, where it has not.
final class AdminPeers {
    private static final int MOST = 25;
    private static final int LONGEST_CIDR = 43;

    private AdminPeers() {}

    static @Nullable AdminPeer ingress(Fields peer, AdminDialect dialect) {
        var pods = pods(peer, dialect);
        for (var field : new String[] {"nodes", "networks", "domainNames"}) {
            if (peer.has(field)) {
                peer.problem(field, "can be used in egress rules only");
            }
        }
        peer.finish();
        exactlyOne(peer, "namespaces", "pods", "nodes", "networks", "domainNames");
        return pods;
    }

    static @Nullable AdminPeer egress(Fields peer, AdminDialect dialect) {
        var pods = pods(peer, dialect);
        var nodes = LabelSelectors.orNull(peer, "nodes");
        var networks = peer.has("networks") ? networks(peer) : null;
        var names = !dialect.accept().isEmpty() && peer.has("domainNames") ? names(peer) : null;
        peer.finish();
        exactlyOne(peer, "namespaces", "pods", "nodes", "networks", "domainNames");
        return pods != null ? pods : nodes != null ? new Nodes(nodes) : networks != null ? networks : names;
    }

    /// What the fields `namespaces` or `pods` select; null where there is neither.
    static @Nullable Pods pods(Fields fields, AdminDialect dialect) {
        var namespaces = LabelSelectors.orNull(fields, "namespaces");
        var pods = fields.object("pods");
        if (pods == null) {
            return namespaces == null ? null : new Pods(namespaces, LabelSelector.ALL);
        }
        if (!pods.has("podSelector")) {
            pods.problem("podSelector", "is missing");
        }
        if (!dialect.isCluster() && !pods.has("namespaceSelector")) {
            pods.problem("namespaceSelector", "is missing");
        }
        var read = new Pods(LabelSelectors.orAll(pods, "namespaceSelector"), LabelSelectors.orAll(pods, "podSelector"));
        pods.finish();
        return read;
    }

    /// Reports an object that has not exactly one of these fields.
    static void exactlyOne(Fields fields, String... names) {
        var count = 0;
        for (var name : names) {
            count += fields.has(name) ? 1 : 0;
        }
        if (count != 1) {
            fields.problem("must have exactly one of " + String.join(", ", names) + ", has " + count);
        }
    }

    private static Networks networks(Fields peer) {
        var texts = list(peer, "networks");
        var nets = new ArrayList<Cidr>(texts.size());
        for (var i = 0; i < texts.size(); i++) {
            var field = "networks[" + i + "]";
            var text = texts.get(i);
            var net = text.length() > LONGEST_CIDR ? null : Addresses.cidr(peer, field, text);
            if (text.length() > LONGEST_CIDR) {
                peer.problem(field, "must have at most " + LONGEST_CIDR + " characters");
            }
            if (net != null && net.version() == IpVersion.V4 && text.contains(":")) {
                peer.problem(field, "must not be an IPv4-mapped IPv6 CIDR, is \"" + text + "\"");
            }
            if (net != null) {
                nets.add(net);
            }
        }
        return new Networks(nets);
    }

    private static DomainNames names(Fields peer) {
        var names = list(peer, "domainNames");
        for (var i = 0; i < names.size(); i++) {
            if (!isDomain(names.get(i))) {
                var what = "must be a domain name of two parts or more, perhaps after *., is \"" + names.get(i) + "\"";
                peer.problem("domainNames[" + i + "]", what);
            }
        }
        return new DomainNames(names);
    }

    private static List<String> list(Fields peer, String field) {
        var texts = peer.texts(field);
        if (texts.isEmpty()) {
            peer.problem(field, "must have an item or more");
        }
        if (texts.size() > MOST) {
            peer.problem(field, "must have at most " + MOST + " items, has " + texts.size());
        }
        var seen = new HashSet<String>();
        for (var i = 0; i < texts.size(); i++) {
            if (!seen.add(texts.get(i))) {
                peer.problem(field + "[" + i + "]", "is there twice: \"" + texts.get(i) + "\"");
            }
        }
        return texts;
    }

    private static boolean isDomain(String text) {
        var name = text.startsWith("*.") ? text.substring(2) : text;
        var parts = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
        for (var part : parts) {
            if (part.isEmpty()
                    || part.startsWith("-")
                    || part.endsWith("-")
                    || !part.chars().allMatch(AdminPeers::isInName)) {
                return false;
            }
        }
        return parts.length >= 2;
    }

    private static boolean isInName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
