package io.margay.engine.catalog;

import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.Resource;
import java.util.List;
import java.util.Set;

/// Finds what Calico rules name that is not there.
///
/// @param services as `namespace/name`
/// @param serviceAccounts as `namespace/name`, and each name alone
/// @param notices where it writes what it finds
record RuleReferences(Set<String> services, Set<String> serviceAccounts, List<Notice> notices) {
    private record Place(Resource resource, CalicoRule rule, String path) {}

    /// Looks at all rules of a policy or profile.
    void check(Resource resource, List<CalicoRule> ingress, List<CalicoRule> egress) {
        for (int i = 0; i < ingress.size(); i++) {
            check(new Place(resource, ingress.get(i), "spec.ingress[" + i + "]"));
        }
        for (int i = 0; i < egress.size(); i++) {
            check(new Place(resource, egress.get(i), "spec.egress[" + i + "]"));
        }
    }

    private void check(Place place) {
        check(place, place.rule().source(), ".source");
        check(place, place.rule().destination(), ".destination");
        if (place.rule().http() != null) {
            say(place, ".http", "HTTP cannot be seen on layers 3 and 4; this rule matches nothing");
        }
    }

    private void check(Place place, EntityRule entity, String side) {
        var own = place.resource().metadata().namespace();
        if (entity.services() != null) {
            var namespace = entity.services().namespace().isEmpty()
                    ? own
                    : entity.services().namespace();
            var service = namespace + "/" + entity.services().name();
            checkThere(place, side + ".services", services.contains(service), "service \"" + service + "\"");
        }
        if (entity.serviceAccounts() != null) {
            var prefix = own.isEmpty() || entity.namespaceSelector() != null ? "" : own + "/";
            for (var name : entity.serviceAccounts().names()) {
                var isThere = serviceAccounts.contains(prefix + name);
                checkThere(place, side + ".serviceAccounts", isThere, "service account \"" + prefix + name + "\"");
            }
        }
    }

    private void checkThere(Place place, String path, boolean isThere, String what) {
        if (!isThere) {
            var denies = place.rule().action() == Action.DENY ? ", so nothing of it is denied" : "";
            say(place, path, "there is no " + what + "; it matches nothing" + denies);
        }
    }

    private void say(Place place, String path, String what) {
        notices.add(new Notice(place.rule().where(), place.resource().key(), place.path() + path, what));
    }
}
