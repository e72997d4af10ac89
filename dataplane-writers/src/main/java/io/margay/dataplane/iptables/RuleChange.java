package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.Changes;
import io.margay.dataplane.plan.Plan;
import java.util.List;
import java.util.Map;

/// How a plan changes rules, as far as it matters for the order in which sets change.
enum RuleChange {
    /// Not at all.
    NONE,
    /// Endpoints come that were not there, with what only they look into: all else goes by the same rules.
    COME,
    /// Endpoints go, with what only they looked into: all else goes by the same rules.
    GO,
    /// In another way, or nobody knows what is in the kernel.
    OTHER;

    /// What a plan does to these.
    ///
    /// @param held names of the policies, profiles and endpoints before it
    static RuleChange of(Plan plan, Held held) {
        var changes = List.of(plan.policies(), plan.profiles(), plan.endpoints());
        if (changes.stream().allMatch(Changes::isEmpty)) {
            return NONE;
        }
        boolean comes = changes.stream().anyMatch(change -> !change.put().isEmpty());
        boolean goes = changes.stream().anyMatch(change -> !change.gone().isEmpty());
        if (!comes) {
            return GO;
        }
        return goes || held.hasAny(plan) ? OTHER : COME;
    }

    /// What is held before a plan.
    record Held(Map<?, ?> policies, Map<?, ?> profiles, Map<?, ?> endpoints) {
        private boolean hasAny(Plan plan) {
            return plan.policies().put().keySet().stream().anyMatch(policies::containsKey)
                    || plan.profiles().put().keySet().stream().anyMatch(profiles::containsKey)
                    || plan.endpoints().put().keySet().stream().anyMatch(endpoints::containsKey);
        }
    }
}
