package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.parse.Names;
import io.margay.model.resource.Action;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Order;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Tier;
import java.util.Map;

/// Reads Tier. Defaults: Deny; last, but for the built-in tiers, whose order is fixed.
final class TierParser implements KindParser {
    private static final Map<String, Order> FIXED = Map.of(
            "default", new Order(1_000_000),
            "adminnetworkpolicy", new Order(1_000),
            "baselineadminnetworkpolicy", new Order(10_000_000));

    /// Built in since v3.32, any tier's names before.
    private static final Map<String, Order> FIXED_LATER =
            Map.of("kube-admin", new Order(1_000), "kube-baseline", new Order(10_000_000));

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        if (Names.subdomainProblem(metadata.name()) == null) {
            CalicoNames.check(root, "metadata.name", Names.labelProblem(metadata.name()));
        }
        var spec = CalicoParsers.spec(root);
        var tier = new Tier(metadata, order(spec, metadata.name()), defaultAction(spec));
        spec.finish();
        return tier;
    }

    private static Order order(Fields spec, String name) {
        var written = spec.number("order");
        var fixed = FIXED.get(name);
        var later = FIXED_LATER.get(name);
        if (written == null) {
            return fixed != null ? fixed : later != null ? later : Order.LAST;
        }
        var order = new Order(written);
        if (fixed != null && !fixed.equals(order)) {
            spec.problem("order", "of tier " + name + " must be " + fixed + ", is " + order);
        }
        if (later != null && !later.equals(order)) {
            spec.warning("order", "of tier " + name + " must be " + later + " from Calico v3.32 on, is " + order);
        }
        return order;
    }

    private static Action defaultAction(Fields spec) {
        if (!spec.has("defaultAction")) {
            return Action.DENY;
        }
        return switch (spec.text("defaultAction")) {
            case "Deny" -> Action.DENY;
            case "Pass" -> Action.PASS;
            case String word -> {
                spec.problem("defaultAction", "must be Deny or Pass, is " + CalicoNames.quoted(word));
                yield Action.DENY;
            }
        };
    }
}
