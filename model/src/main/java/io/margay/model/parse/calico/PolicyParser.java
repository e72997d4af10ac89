package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Order;
import io.margay.model.resource.Resource;
import io.margay.model.selector.Selector;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads NetworkPolicy, GlobalNetworkPolicy and their staged forms.
///
/// Defaults: tier `default`, order last; no selector stays none, which means every endpoint; `types` as `PolicyTypes`
/// says.
record PolicyParser(Kind kind) implements KindParser {
    private static final String PERFORMANCE_HINT = "AssumeNeededOnEveryNode";

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        var spec = CalicoParsers.spec(root);
        var tier = PolicyNames.tier(spec);
        PolicyNames.check(root, kind, metadata.name(), tier);
        boolean deletes = isStaged() && StagedActions.deletes(spec);
        var policy = new CalicoPolicy(kind, metadata, deletes ? deletion(spec, tier) : read(spec, tier));
        spec.finish();
        return policy;
    }

    private CalicoPolicySpec read(Fields spec, String tier) {
        var ingress = RuleReader.ingress(isGlobal()).readAll(spec, "ingress");
        var egress = RuleReader.egress(isGlobal()).readAll(spec, "egress");
        var types = PolicyTypes.read(spec, !ingress.isEmpty(), !egress.isEmpty());
        var order = spec.number("order");
        return new CalicoPolicySpec(
                tier,
                order == null ? Order.LAST : new Order(order),
                SelectorReader.withoutGlobal(spec, "selector"),
                isGlobal() ? SelectorReader.withoutGlobal(spec, "namespaceSelector") : null,
                SelectorReader.withoutGlobal(spec, "serviceAccountSelector"),
                types.ingress(),
                types.egress(),
                ingress,
                egress,
                isGlobal() ? HostFlags.read(spec, types) : EnumSet.noneOf(Flag.class),
                hints(spec));
    }

    private static CalicoPolicySpec deletion(Fields spec, String tier) {
        // Types may be written, and mean nothing.
        spec.texts("types");
        StagedActions.refuseMore(spec, Set.of("stagedAction", "tier", "types"));
        return new CalicoPolicySpec(
                tier,
                Order.LAST,
                new Selector.All(),
                null,
                null,
                true,
                false,
                List.of(),
                List.of(),
                EnumSet.of(Flag.STAGED_DELETE),
                List.of());
    }

    private static List<String> hints(Fields spec) {
        var hints = new LinkedHashSet<String>();
        Items.texts(spec, "performanceHints", (place, hint) -> {
            if (!hint.equals(PERFORMANCE_HINT)) {
                spec.problem(place, "must be " + PERFORMANCE_HINT + ", is " + CalicoNames.quoted(hint));
            }
            if (!hints.add(hint)) {
                spec.problem(place, "is there already");
            }
        });
        return List.copyOf(hints);
    }

    private boolean isGlobal() {
        return !kind.namespaced();
    }

    private boolean isStaged() {
        return kind == Kind.STAGED_NETWORK_POLICY || kind == Kind.STAGED_GLOBAL_NETWORK_POLICY;
    }
}
