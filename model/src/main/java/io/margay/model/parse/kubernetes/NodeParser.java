package io.margay.model.parse.kubernetes;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.parse.Fields;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a Node: its addresses, and where its pods' addresses come from.
final class NodeParser {
    private NodeParser() {}

    static Node parse(Fields root, Metadata metadata) {
        var internal = new ArrayList<Ip>(1);
        var other = new ArrayList<Ip>(1);
        var status = root.object("status");
        if (status != null) {
            status.objects("addresses").forEach(address -> address(address, internal, other));
        }
        return new Node(metadata, internal, other, podCidrs(root.object("spec")));
    }

    /// Host names are no addresses; an address that cannot be read is as none, for a node must not vanish over it.
    private static void address(Fields address, List<Ip> internal, List<Ip> other) {
        var type = address.text("type");
        if (!type.equals("InternalIP") && !type.equals("ExternalIP")) {
            return;
        }
        var text = address.text("address");
        var ip = Ip.parse(text);
        var ips = type.equals("InternalIP") ? internal : other;
        if (ip.isEmpty()) {
            address.warning("address", "must be an IP address, is \"" + text + "\": left out");
        } else if (!ips.contains(ip.get())) {
            ips.add(ip.get());
        }
    }

    private static List<Cidr> podCidrs(@Nullable Fields spec) {
        if (spec == null) {
            return List.of();
        }
        var texts = spec.texts("podCIDRs");
        var one = spec.text("podCIDR");
        if (texts.isEmpty() && !one.isEmpty()) {
            texts = List.of(one);
        }
        var cidrs = new ArrayList<Cidr>(texts.size());
        for (var text : texts) {
            Cidr.parseStrict(text)
                    .ifPresentOrElse(
                            cidrs::add, () -> spec.warning("podCIDRs", "must be CIDRs, is \"" + text + "\": left out"));
        }
        return cidrs;
    }
}
