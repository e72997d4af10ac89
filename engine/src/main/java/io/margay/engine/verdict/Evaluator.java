package io.margay.engine.verdict;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.Inputs;
import io.margay.engine.catalog.Notice;
import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.Answer.Unanswerable;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges packets by what resources say: the reference for all that enforces it. Immutable.
///
/// Source: `docs/semantics.md`.
public final class Evaluator {
    private final Options options;
    private final Catalog catalog;
    private final Addresses addresses;
    private final Services services;
    private final Routes routes;

    private Evaluator(Collection<? extends Resource> resources, Options options) {
        var inputs = Inputs.of(resources);
        this.options = options;
        catalog = Catalog.of(resources);
        addresses = Addresses.of(inputs, catalog);
        services = Services.of(inputs.all(EndpointSlice.class));
        routes = Routes.of(resources);
    }

    /// Judges as hosts enforce.
    public static Evaluator of(Collection<? extends Resource> resources) {
        return of(resources, Options.ENFORCED);
    }

    /// Judges as asked.
    public static Evaluator of(Collection<? extends Resource> resources, Options options) {
        return new Evaluator(resources, options);
    }

    /// Warnings about the resources.
    public List<Notice> notices() {
        return catalog.notices();
    }

    /// Whether a probe's packet passes, and why. Total. Cost: all policies that can be for its two ends.
    public Answer judge(Probe probe) {
        return switch (routes.find(probe)) {
            case Route.None(var what) -> new Unanswerable(what);
            case Route.Open(var ownHost, var warnings) -> new Judged(Verdict.ALLOW, null, null, ownHost, warnings);
            case Route.Judged route -> judge(route, probe.transport());
        };
    }

    private Answer judge(Route.Judged route, Transport transport) {
        var source = addresses.party(route.source());
        var destination = addresses.party(route.destination());
        var traffic = new Traffic(source, destination, transport, services, options.layer4Only());
        var egress = side(route.egress(), Direction.EGRESS, traffic);
        var ingress = side(route.ingress(), Direction.INGRESS, traffic);
        return Judged.of(egress, ingress, route.warnings());
    }

    private @Nullable Side side(@Nullable Guard guard, Direction direction, Traffic traffic) {
        if (guard == null) {
            return null;
        }
        var judge = new SideJudge(catalog, guard.endpoint(), direction, traffic);
        return guard.isHost() ? judge.judgeHost(guard.interfaceName(), options.failsafes()) : judge.judgeWorkload();
    }
}
