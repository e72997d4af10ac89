package io.margay.engine.verdict;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.Inputs;
import io.margay.engine.catalog.Notice;
import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.Answer.Unanswerable;
import io.margay.engine.verdict.Place.Host;
import io.margay.engine.verdict.Place.Nowhere;
import io.margay.engine.verdict.Place.Outside;
import io.margay.engine.verdict.Place.Workload;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges packets by what resources say: the reference for all that enforces it. Immutable.
///
/// Source: `docs/semantics.md`.
public final class Evaluator {
    private final Options options;
    private final Catalog catalog;
    private final Addresses addresses;
    private final Services services;
    private final HostEndpoints hostEndpoints;
    private final Ends ends;

    private Evaluator(Collection<? extends Resource> resources, Options options) {
        var inputs = Inputs.of(resources);
        this.options = options;
        catalog = Catalog.of(resources);
        addresses = Addresses.of(inputs, catalog);
        services = Services.of(inputs.all(EndpointSlice.class));
        hostEndpoints = HostEndpoints.of(inputs.all(HostEndpoint.class));
        ends = Ends.of(inputs);
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
        var from = ends.find(probe.from());
        var to = ends.find(probe.to());
        if (from instanceof Nowhere(var what)) {
            return new Unanswerable(what);
        }
        if (to instanceof Nowhere(var what)) {
            return new Unanswerable(what);
        }
        return version(probe.ipVersion(), from, to)
                .map(version -> judge(new Path(from, to, version), probe.transport()))
                .orElseGet(() -> new Unanswerable(noVersion(probe)));
    }

    /// The asked version, or the first, that both ends have an address of.
    private static Optional<IpVersion> version(@Nullable IpVersion asked, Place from, Place to) {
        var candidates = asked == null ? Stream.of(IpVersion.values()) : Stream.of(asked);
        return candidates
                .filter(version ->
                        from.address(version).isPresent() && to.address(version).isPresent())
                .findFirst();
    }

    private static String noVersion(Probe probe) {
        var asked = probe.ipVersion();
        var what = asked == null ? "an address of the same IP version" : "an IPv" + asked.number() + " address";
        return probe.from() + " and " + probe.to() + " do not both have " + what;
    }

    private record Path(Place from, Place to, IpVersion version) {}

    private Answer judge(Path path, Transport transport) {
        var warnings = new ArrayList<String>(path.from().warnings());
        warnings.addAll(path.to().warnings());
        if (isOwnHost(path)) {
            return new Judged(Verdict.ALLOW, null, null, true, warnings);
        }
        if (isSelf(path)) {
            warnings.add("a packet from an end to itself never leaves it: no policy sees it");
            return new Judged(Verdict.ALLOW, null, null, false, warnings);
        }
        if (isToOwnHost(path)) {
            warnings.add("a pod to its own host: hosts may treat this apart, here it is judged as from any other host");
        }
        var traffic = traffic(path, transport);
        var egress = side(path.from(), Direction.EGRESS, traffic);
        var ingress = side(path.to(), Direction.INGRESS, traffic);
        var allowed =
                Stream.of(egress, ingress).flatMap(Optional::stream).allMatch(side -> side.verdict() == Verdict.ALLOW);
        return new Judged(
                allowed ? Verdict.ALLOW : Verdict.DENY, egress.orElse(null), ingress.orElse(null), false, warnings);
    }

    private Traffic traffic(Path path, Transport transport) {
        var source = addresses.party(path.from().address(path.version()).orElseThrow());
        var destination = addresses.party(path.to().address(path.version()).orElseThrow());
        return new Traffic(source, destination, transport, services, options.layer4Only());
    }

    private Optional<Side> side(Place place, Direction direction, Traffic traffic) {
        return switch (place) {
            case Workload workload ->
                Optional.of(new SideJudge(catalog, workload.endpoint(), direction, traffic).judgeWorkload());
            case Host host -> hostSide(host, direction, traffic);
            case Outside _, Nowhere _ -> Optional.empty();
        };
    }

    private Optional<Side> hostSide(Host host, Direction direction, Traffic traffic) {
        var named = host.interfaceName();
        var interfaceName = named.isEmpty() ? hostEndpoints.mainInterface(host.node()) : named;
        return hostEndpoints
                .taking(host.node(), interfaceName)
                .map(endpoint -> new SideJudge(catalog, endpoint, direction, traffic)
                        .judgeHost(interfaceName, options.failsafes()));
    }

    private static boolean isOwnHost(Path path) {
        return path.from() instanceof Host host
                && path.to() instanceof Workload workload
                && workload.endpoint().node().equals(host.node().metadata().name());
    }

    private static boolean isToOwnHost(Path path) {
        return path.from() instanceof Workload workload
                && path.to() instanceof Host host
                && workload.endpoint().node().equals(host.node().metadata().name());
    }

    private static boolean isSelf(Path path) {
        return switch (path.from()) {
            case Workload from ->
                path.to() instanceof Workload to
                        && from.endpoint().key().equals(to.endpoint().key());
            case Host from ->
                path.to() instanceof Host to
                        && from.node().key().equals(to.node().key());
            case Outside _, Nowhere _ -> false;
        };
    }
}
