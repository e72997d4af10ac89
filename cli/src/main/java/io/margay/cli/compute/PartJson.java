package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SetView;
import io.margay.actors.view.SharedViews;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes what a host holds, part by part, as objects of JSON.
///
/// Fields are in one order; what is absent is left out; lists whose order means nothing are sorted. So equal content is
/// equal text. Source: `docs/compute.md`.
final class PartJson {
    private final JsonGenerator json;
    private final SetMembers members;
    private final ShardTexts texts;
    private final RuleJson rules;
    private final Map<Integer, SerializableString> addresses = new HashMap<>();
    private final Map<Long, SerializableString> withPorts = new HashMap<>();

    /// @param hasSources whether rules say where they stand in what the user wrote
    PartJson(JsonGenerator json, SharedViews shared, SetMembers members, boolean hasSources) {
        this.json = json;
        this.members = members;
        this.texts = new ShardTexts(shared);
        this.rules = new RuleJson(json, texts, hasSources);
    }

    /// What a set means, for people: its selector, or of which service it is.
    static String text(AddressSet set) {
        return switch (set) {
            case Selected(var selector) -> selector.selector().print();
            case NamedPorts ports -> ports.selector().selector().print();
            case ServicePorts(var namespace, var name) -> "addresses and ports of service " + namespace + "/" + name;
            case ServiceAddresses(var namespace, var name) -> "addresses of service " + namespace + "/" + name;
        };
    }

    /// `tcp:http`.
    static String port(NamedPorts ports) {
        return word(ports.protocol()) + ":" + ports.name();
    }

    void endpoint(EndpointContents contents) throws IOException {
        var frame = contents.ruleSet();
        json.writeStartObject();
        json.writeStringField("name", frame.endpoint().path());
        json.writeStringField("kind", frame.endpoint().kind().word());
        if (!frame.interfaceName().isEmpty()) {
            json.writeStringField("interface", frame.interfaceName());
        }
        texts(
                "addresses",
                frame.addresses().stream().sorted().map(Object::toString).toList());
        json.writeStringField("identity", frame.identity());
        tiers("ingress", contents.normal(), Direction.INGRESS);
        tiers("egress", contents.normal(), Direction.EGRESS);
        tiers("untrackedIngress", contents.untracked(), Direction.INGRESS);
        tiers("untrackedEgress", contents.untracked(), Direction.EGRESS);
        tiers("preDNATIngress", contents.preDnat(), Direction.INGRESS);
        tiers("forwardIngress", contents.forward(), Direction.INGRESS);
        tiers("forwardEgress", contents.forward(), Direction.EGRESS);
        texts("profiles", frame.profiles());
        json.writeEndObject();
    }

    void policy(PolicyRules policy) throws IOException {
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

    void profile(ProfileRules profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", profile.name());
        if (!profile.known()) {
            json.writeBooleanField("missing", true);
        }
        rules.write("ingress", profile.ingressRules());
        rules.write("egress", profile.egressRules());
        json.writeEndObject();
    }

    /// A set as people read it.
    ///
    /// @param expand whether with all its addresses
    void set(SetView set, boolean expand) throws IOException {
        json.writeStartObject();
        id(set);
        json.writeStringField("text", text(set.set()));
        switch (set.set()) {
            case Selected(var selector) -> population(selector);
            case NamedPorts ports -> {
                population(ports.selector());
                json.writeStringField("port", port(ports));
            }
            case ServicePorts(var namespace, var name) -> service(namespace, name);
            case ServiceAddresses(var namespace, var name) -> service(namespace, name);
        }
        json.writeNumberField("identities", set.identities());
        if (expand && members.count(set.number()) > 0) {
            addresses(set.number());
        }
        json.writeEndObject();
    }

    private void id(SetView set) throws IOException {
        json.writeFieldName("id");
        json.writeString(texts.set(set.set()));
    }

    private void population(PeerSelector selector) throws IOException {
        if (selector.population() == Population.NODES) {
            json.writeBooleanField("nodes", true);
        }
    }

    private void service(String namespace, String name) throws IOException {
        json.writeStringField("service", namespace + "/" + name);
    }

    private void addresses(int set) throws IOException {
        json.writeArrayFieldStart("addresses");
        if (members.hasPorts(set)) {
            for (long member : members.withPorts(set)) {
                json.writeString(withPort(member));
            }
        } else {
            var marked = members.marked(set);
            for (int i = 0; i < marked.size(); i++) {
                json.writeString(address(marked.get(i)));
            }
        }
        json.writeEndArray();
    }

    /// `10.0.0.1/32`.
    private SerializableString address(int number) {
        return addresses.computeIfAbsent(
                number,
                it -> new SerializedString(members.addresses().address(it).toString()));
    }

    /// `10.0.0.1,tcp:80`.
    private SerializableString withPort(long member) {
        return withPorts.computeIfAbsent(member, _ -> {
            var address =
                    members.addresses().address(SetMembers.address(member)).network();
            return new SerializedString(
                    address + "," + word(SetMembers.protocol(member)) + ":" + SetMembers.port(member));
        });
    }

    private void tiers(String name, List<NumberedTier> tiers, Direction direction) throws IOException {
        boolean begun = false;
        for (var tier : tiers) {
            var policies = tier.policies(direction);
            if (policies.size() > 0) {
                begin(name, begun);
                begun = true;
                tier(tier, policies);
            }
        }
        if (begun) {
            json.writeEndArray();
        }
    }

    private void begin(String list, boolean begun) throws IOException {
        if (!begun) {
            json.writeArrayFieldStart(list);
        }
    }

    private void tier(NumberedTier tier, Ints policies) throws IOException {
        json.writeStartObject();
        json.writeStringField("tier", tier.tier());
        json.writeStringField("defaultAction", tier.defaultAction().word());
        json.writeArrayFieldStart("policies");
        for (int i = 0; i < policies.size(); i++) {
            json.writeString(texts.policy(policies.get(i)));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void texts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
