package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.actors.NodeView;
import io.margay.actors.SetView;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Writes nodes as JSON, one object a line; fields and lists in one order for equal content.
public final class NodeJson {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final JsonGenerator json;
    private final RuleJson rules;
    private final SetMembers members;
    private final boolean expand;

    private NodeJson(JsonGenerator json, SetMembers members, boolean expand) {
        this.json = json.setRootValueSeparator(null);
        this.rules = new RuleJson(json);
        this.members = members;
        this.expand = expand;
    }

    /// A writer to text.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson to(Writer out, SetMembers members, boolean expand) throws IOException {
        return new NodeJson(FACTORY.createGenerator(out), members, expand);
    }

    /// A writer to bytes, in UTF-8.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson to(OutputStream out, SetMembers members, boolean expand) throws IOException {
        return new NodeJson(FACTORY.createGenerator(out), members, expand);
    }

    /// Writes a node, and ends the line.
    public void write(NodeView node) throws IOException {
        json.writeStartObject();
        json.writeStringField("node", node.node());
        json.writeArrayFieldStart("endpoints");
        for (var endpoint : node.endpoints()) {
            write(endpoint);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("policies");
        for (var policy : node.policies()) {
            write(policy);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("profiles");
        for (var profile : node.profiles()) {
            write(profile);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("selectors");
        for (var set : node.sets()) {
            write(set);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void write(RuleSet endpoint) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", endpoint.endpoint().path());
        json.writeStringField("kind", endpoint.endpoint().kind().word());
        if (!endpoint.interfaceName().isEmpty()) {
            json.writeStringField("interface", endpoint.interfaceName());
        }
        texts("addresses", endpoint.addresses());
        json.writeStringField("identity", endpoint.identity());
        tiers("ingress", endpoint.normal(), Direction.INGRESS, true);
        tiers("egress", endpoint.normal(), Direction.EGRESS, true);
        tiers("untrackedIngress", endpoint.untracked(), Direction.INGRESS, false);
        tiers("untrackedEgress", endpoint.untracked(), Direction.EGRESS, false);
        tiers("preDNATIngress", endpoint.preDnat(), Direction.INGRESS, false);
        tiers("forwardIngress", endpoint.forward(), Direction.INGRESS, false);
        tiers("forwardEgress", endpoint.forward(), Direction.EGRESS, false);
        texts("profiles", endpoint.profiles());
        json.writeEndObject();
    }

    private void tiers(String name, List<TierPolicies> tiers, Direction direction, boolean always) throws IOException {
        var there =
                tiers.stream().filter(it -> !it.policies(direction).isEmpty()).toList();
        if (there.isEmpty() && !always) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (var tier : there) {
            json.writeStartObject();
            json.writeStringField("tier", tier.tier());
            json.writeStringField("defaultAction", tier.defaultAction().word());
            texts(
                    "policies",
                    tier.policies(direction).stream().map(ResourceKey::ref).toList());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(PolicyRules policy) throws IOException {
        json.writeStartObject();
        json.writeStringField("ref", policy.key().ref());
        json.writeStringField("apiVersion", policy.key().kind().apiVersion());
        json.writeStringField("tier", policy.tier());
        if (policy.staged()) {
            json.writeBooleanField("staged", true);
        }
        rules.write("ingress", policy.ingressRules());
        rules.write("egress", policy.egressRules());
        json.writeEndObject();
    }

    private void write(ProfileRules profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", profile.name());
        if (!profile.known()) {
            json.writeBooleanField("missing", true);
        }
        rules.write("ingress", profile.ingressRules());
        rules.write("egress", profile.egressRules());
        json.writeEndObject();
    }

    private void write(SetView set) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", set.id().text());
        switch (set.set()) {
            case Selected(var selector) -> selector(selector);
            case NamedPorts(var selector, var protocol, var name) -> {
                selector(selector);
                json.writeStringField("port", protocol.name().toLowerCase(Locale.ROOT) + ":" + name);
            }
            case ServicePorts(var namespace, var name) -> json.writeStringField("service", namespace + "/" + name);
            case ServiceAddresses(var namespace, var name) -> json.writeStringField("service", namespace + "/" + name);
        }
        json.writeNumberField("identities", set.identities());
        if (expand) {
            json.writeFieldName("addresses");
            json.writeRawValue(members.json(set));
        }
        json.writeEndObject();
    }

    private void selector(PeerSelector selector) throws IOException {
        json.writeStringField("text", selector.selector().print());
        if (selector.population() == Population.NODES) {
            json.writeBooleanField("nodes", true);
        }
    }

    private void texts(String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (var value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }
}
