package io.margay.dataplane.iptables;

import io.margay.model.ruleset.RuleSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

/// What was rendered of workload endpoints, until they, their interfaces or where they jump to are others.
///
/// By the very record: one that did not change is the same, and its hash would visit all that is in it. What is not
/// asked for between two calls of `begin` is forgotten.
final class KnownEndpoints {
    private record Known(String interfaceName, List<List<Groups.Jump>> jumps, Rendered rendered) {}

    private IdentityHashMap<RuleSet, Known> before = new IdentityHashMap<>();
    private IdentityHashMap<RuleSet, Known> now = new IdentityHashMap<>();

    /// Endpoints are asked for anew from now on.
    void begin() {
        before = now;
        now = new IdentityHashMap<>();
    }

    /// What was rendered before, or is now.
    ///
    /// @param jumps all that its chains have
    Rendered get(RuleSet endpoint, String interfaceName, List<List<Groups.Jump>> jumps, Supplier<Rendered> render) {
        var known = before.get(endpoint);
        boolean isSame = known != null && known.interfaceName.equals(interfaceName) && known.jumps.equals(jumps);
        var it = known != null && isSame ? known : new Known(interfaceName, jumps, render.get());
        now.put(endpoint, it);
        return it.rendered;
    }
}
