package io.margay.engine.verdict;

import io.margay.engine.catalog.Inputs;
import io.margay.engine.verdict.Place.Host;
import io.margay.engine.verdict.Place.Nowhere;
import io.margay.engine.verdict.Place.Outside;
import io.margay.engine.verdict.Place.Workload;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out who sends and who receives a probe's packet, and which endpoints guard these two ends. Asks no policy.
/// Immutable.
public final class Routes {
    private final HostEndpoints hostEndpoints;
    private final Ends ends;

    private Routes(Inputs inputs) {
        hostEndpoints = HostEndpoints.of(inputs.all(HostEndpoint.class));
        ends = Ends.of(inputs);
    }

    /// The routes between all that resources say.
    public static Routes of(Collection<? extends Resource> resources) {
        return new Routes(Inputs.of(resources));
    }

    /// The way of a probe's packet. Total.
    public Route find(Probe probe) {
        var from = ends.find(probe.from());
        var to = ends.find(probe.to());
        if (from instanceof Nowhere(var what)) {
            return new Route.None(what);
        }
        if (to instanceof Nowhere(var what)) {
            return new Route.None(what);
        }
        return version(probe.ipVersion(), from, to)
                .map(version -> route(from, to, version))
                .orElseGet(() -> new Route.None(noVersion(probe)));
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

    private Route route(Place from, Place to, IpVersion version) {
        var warnings = new ArrayList<String>(from.warnings());
        warnings.addAll(to.warnings());
        if (isOnOneHost(to, from)) {
            return new Route.Open(true, warnings);
        }
        if (isSelf(from, to)) {
            warnings.add("a packet from an end to itself never leaves it: no policy sees it");
            return new Route.Open(false, warnings);
        }
        if (isOnOneHost(from, to)) {
            warnings.add("a pod to its own host: hosts may treat this apart, here it is judged as from any other host");
        }
        var source = from.address(version).orElseThrow();
        var destination = to.address(version).orElseThrow();
        return new Route.Judged(source, destination, guard(from), guard(to), warnings);
    }

    private @Nullable Guard guard(Place place) {
        return switch (place) {
            case Workload workload -> new Guard(workload.endpoint(), "");
            case Host host -> hostGuard(host);
            case Outside _, Nowhere _ -> null;
        };
    }

    private @Nullable Guard hostGuard(Host host) {
        var named = host.interfaceName();
        var interfaceName = named.isEmpty() ? hostEndpoints.mainInterface(host.node()) : named;
        return hostEndpoints
                .taking(host.node(), interfaceName)
                .map(endpoint -> new Guard(endpoint, interfaceName))
                .orElse(null);
    }

    private static boolean isOnOneHost(Place workload, Place host) {
        return workload instanceof Workload pod
                && host instanceof Host machine
                && pod.endpoint().node().equals(machine.node().metadata().name());
    }

    private static boolean isSelf(Place from, Place to) {
        return switch (from) {
            case Workload sender ->
                to instanceof Workload receiver
                        && sender.endpoint().key().equals(receiver.endpoint().key());
            case Host sender ->
                to instanceof Host receiver
                        && sender.node().key().equals(receiver.node().key());
            case Outside _, Nowhere _ -> false;
        };
    }
}
