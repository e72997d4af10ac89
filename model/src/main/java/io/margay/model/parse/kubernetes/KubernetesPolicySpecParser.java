package io.margay.model.parse.kubernetes;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.parse.Value;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.Peer;
import io.margay.model.resource.KubernetesPolicySpec.PodPeer;
import io.margay.model.resource.KubernetesPolicySpec.Port;
import io.margay.model.resource.KubernetesPolicySpec.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the spec of a Kubernetes NetworkPolicy, as its API server checks and defaults it.
///
/// Source: `docs/semantics.md`, "NetworkPolicy".
public final class KubernetesPolicySpecParser {
    private KubernetesPolicySpecParser() {}

    /// The spec in an object that may have more fields: who calls asks for them and then calls `finish`.
    public static KubernetesPolicySpec parse(Fields spec) {
        var selector = LabelSelectors.orAll(spec, "podSelector");
        var ingressRules = rules(spec.objects("ingress"), "from");
        var egressRules = rules(spec.objects("egress"), "to");
        var types = types(spec);
        var ingress = types.isEmpty() || types.contains("Ingress");
        var egress = types.isEmpty() ? !egressRules.isEmpty() : types.contains("Egress");
        return new KubernetesPolicySpec(selector, ingress, egress, ingressRules, egressRules);
    }

    private static List<String> types(Fields spec) {
        var types = spec.texts("policyTypes");
        if (types.size() > 2) {
            spec.problem("policyTypes", "must be at most two");
        }
        for (var i = 0; i < types.size(); i++) {
            if (!types.get(i).equals("Ingress") && !types.get(i).equals("Egress")) {
                spec.problem("policyTypes[" + i + "]", "must be Ingress or Egress, is \"" + types.get(i) + "\"");
            }
        }
        return types;
    }

    private static List<Rule> rules(List<Fields> rules, String peersField) {
        var read = new ArrayList<Rule>(rules.size());
        for (var rule : rules) {
            var peers = new ArrayList<Peer>();
            rule.objects(peersField).forEach(peer -> addPeer(peers, peer));
            var ports = rule.objects("ports").stream()
                    .map(KubernetesPolicySpecParser::port)
                    .toList();
            rule.finish();
            read.add(new Rule(rule.where(), peers, ports));
        }
        return read;
    }

    private static void addPeer(List<Peer> peers, Fields peer) {
        var pods = LabelSelectors.orNull(peer, "podSelector");
        var namespaces = LabelSelectors.orNull(peer, "namespaceSelector");
        var block = peer.object("ipBlock");
        peer.finish();
        if (block != null && (pods != null || namespaces != null)) {
            peer.problem("must not have both an ipBlock and a podSelector or namespaceSelector");
        }
        if (block != null) {
            addBlock(peers, block);
        } else if (pods != null || namespaces != null) {
            peers.add(new PodPeer(pods, namespaces));
        } else if (!peer.has("podSelector") && !peer.has("namespaceSelector") && !peer.has("ipBlock")) {
            peer.problem("must have a podSelector, a namespaceSelector or an ipBlock");
        }
    }

    private static void addBlock(List<Peer> peers, Fields block) {
        var text = block.required("cidr");
        var cidr = text.isEmpty() ? null : Addresses.cidr(block, "cidr", text);
        var except = except(block, cidr);
        block.finish();
        if (cidr != null) {
            peers.add(new IpBlock(cidr, except));
        }
    }

    private static List<Cidr> except(Fields block, @Nullable Cidr cidr) {
        var texts = block.texts("except");
        var except = new ArrayList<Cidr>(texts.size());
        for (var i = 0; i < texts.size(); i++) {
            var field = "except[" + i + "]";
            var net = Addresses.cidr(block, field, texts.get(i));
            if (net == null) {
                continue;
            }
            if (cidr != null && (!cidr.contains(net) || cidr.equals(net))) {
                block.problem(field, "must lie inside " + cidr + " and be smaller, is \"" + texts.get(i) + "\"");
            }
            except.add(net);
        }
        return except;
    }

    private static Port port(Fields port) {
        var protocol = Ports.protocol(port);
        var value = port.value("port");
        var read = switch (value) {
            case null -> withoutEnd(port, "must be absent without a port", new Port(protocol, null, null));
            case Value.Text(var _, var name) -> named(port, protocol, name);
            case Value.Numeral _ -> numbered(port, protocol);
            case Value.Mapping _, Value.Sequence _, Value.Bool _, Value.Null _ -> {
                port.problem("port", "must be a number or a name, is " + value.describe());
                yield new Port(protocol, null, null);
            }
        };
        port.ignore("endPort");
        port.finish();
        return read;
    }

    private static Port named(Fields port, Protocol protocol, String name) {
        var problem = Names.portNameProblem(name);
        if (problem != null) {
            var number = PortRange.parse(name).isPresent();
            port.problem("port", number ? "must be a number without quotes or a name, is \"" + name + "\"" : problem);
        }
        return withoutEnd(port, "must be absent where port is a name", new Port(protocol, null, name));
    }

    private static Port withoutEnd(Fields port, String problem, Port read) {
        if (port.has("endPort")) {
            port.problem("endPort", problem);
        }
        return read;
    }

    private static Port numbered(Fields port, Protocol protocol) {
        var first = port.integer("port", 1, PortRange.MAX_PORT);
        var end = port.integer("endPort", 1, PortRange.MAX_PORT);
        if (first == null) {
            return new Port(protocol, null, null);
        }
        if (end != null && end < first) {
            port.problem("endPort", "must not be below port " + first + ", is " + end);
            return new Port(protocol, PortRange.single(first), null);
        }
        return new Port(protocol, end == null ? PortRange.single(first) : new PortRange(first, end), null);
    }
}
