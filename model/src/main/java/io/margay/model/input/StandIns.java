package io.margay.model.input;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import io.margay.model.parse.kubernetes.LabelSelectors;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminSubject;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Order;
import io.margay.model.resource.Policy;
import io.margay.model.selector.ParsedSelector;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What acts in the place of a refused policy of which no version was ever accepted: it selects what the refused one's
/// selectors say, each that cannot be read selecting everything, and denies both directions.
final class StandIns {
    private static final Value.Mapping NOTHING = new Value.Mapping(0, Map.of());

    private StandIns() {}

    /// The stand-in for an object; null where it is no enforced policy, or is in a namespace that no selector can mean.
    static @Nullable Policy of(Kind kind, Value.Mapping object, Metadata metadata) {
        if (!Selector.isValue(metadata.namespace())) {
            return null;
        }
        var spec = object.fields().get("spec") instanceof Value.Mapping mapping ? mapping : NOTHING;
        return switch (kind) {
            case KUBERNETES_NETWORK_POLICY -> kubernetes(spec, metadata);
            case NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> calico(kind, spec, metadata);
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY ->
                admin(kind, spec, metadata);
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY -> null;
            case NAMESPACE, SERVICE_ACCOUNT, POD, NODE, SERVICE, ENDPOINT_SLICE, TIER, NETWORK_SET -> null;
            case GLOBAL_NETWORK_SET, HOST_ENDPOINT, PROFILE, WORKLOAD_ENDPOINT -> null;
        };
    }

    private static Policy kubernetes(Value.Mapping spec, Metadata metadata) {
        var pods = readable(spec, fields -> LabelSelectors.orAll(fields, "podSelector"), LabelSelector.ALL);
        return new KubernetesNetworkPolicy(metadata, new KubernetesPolicySpec(pods, true, true, List.of(), List.of()));
    }

    private static Policy calico(Kind kind, Value.Mapping spec, Metadata metadata) {
        var tier = readable(spec, fields -> fields.text("tier"), "");
        var order = readable(spec, fields -> fields.number("order"), null);
        var rules = List.of(new CalicoRule(
                metadata.where(), Action.DENY, null, null, null, null, null, EntityRule.ANY, EntityRule.ANY, null));
        var denying = new CalicoPolicySpec(
                tier.isEmpty() ? "default" : tier,
                order == null ? Order.LAST : new Order(order),
                selector(spec, "selector"),
                kind == Kind.GLOBAL_NETWORK_POLICY ? selector(spec, "namespaceSelector") : null,
                selector(spec, "serviceAccountSelector"),
                true,
                true,
                rules,
                rules,
                Set.of(),
                List.of());
        return new CalicoPolicy(kind, metadata, denying);
    }

    private static Policy admin(Kind kind, Value.Mapping spec, Metadata metadata) {
        var word = readable(spec, fields -> fields.text("tier"), "");
        var baseline = kind == Kind.BASELINE_ADMIN_NETWORK_POLICY || word.equals("Baseline");
        var priority = readable(spec, fields -> fields.integer("priority", 0, 1000), null);
        var everybody = List.of(
                new Pods(LabelSelector.ALL, LabelSelector.ALL),
                new Networks(
                        List.of(new Cidr(new Ip(IpVersion.V4, 0, 0), 0), new Cidr(new Ip(IpVersion.V6, 0, 0), 0))));
        var rules = List.of(new AdminRule(metadata.where(), "", Action.DENY, List.copyOf(everybody), List.of()));
        return new AdminPolicy(
                kind,
                metadata,
                baseline ? AdminTier.BASELINE : AdminTier.ADMIN,
                priority == null ? 0 : priority,
                subject(spec),
                rules,
                rules);
    }

    private static AdminSubject subject(Value.Mapping spec) {
        var subject = spec.fields().get("subject") instanceof Value.Mapping mapping ? mapping : NOTHING;
        var pods = subject.fields().get("pods") instanceof Value.Mapping mapping ? mapping : null;
        return pods == null
                ? new AdminSubject(labels(subject, "namespaces"), LabelSelector.ALL)
                : new AdminSubject(labels(pods, "namespaceSelector"), labels(pods, "podSelector"));
    }

    private static LabelSelector labels(Value.Mapping object, String field) {
        return readable(object, fields -> LabelSelectors.orAll(fields, field), LabelSelector.ALL);
    }

    private static @Nullable Selector selector(Value.Mapping spec, String field) {
        var text = readable(spec, fields -> fields.text(field), "");
        if (text.isEmpty()) {
            return null;
        }
        return switch (SelectorParser.parse(text)) {
            case ParsedSelector.Good(var selector) -> selector;
            case ParsedSelector.Bad _ -> null;
        };
    }

    /// What can be read without a problem, or else this.
    private static <T extends @Nullable Object> T readable(
            Value.Mapping object, Function<Fields, T> read, T otherwise) {
        var fields = Fields.of("", "", new Value.Mapping(object.line(), object.fields()));
        var value = read.apply(fields);
        return fields.problems().isEmpty() ? value : otherwise;
    }
}
