package io.margay.engine.bruteforce;

import io.margay.engine.bruteforce.Ends.Spot;
import io.margay.engine.bruteforce.Ruling.Judged;
import io.margay.engine.bruteforce.Ruling.OneSide;
import io.margay.engine.bruteforce.Ruling.Unanswerable;
import io.margay.engine.verdict.Probe;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The judge: what the semantics say of a packet, by walking all resources. Immutable. Slow, on purpose.
///
/// Source: `docs/semantics.md`.
public final class BruteForce {
    private final World world;
    private final Ends ends;
    private final SideWalk walk;
    private final boolean layer4Only;

    private BruteForce(Collection<? extends Resource> resources, boolean layer4Only, Comparator<String> names) {
        this.world = new World(resources);
        this.ends = new Ends(world);
        this.walk = new SideWalk(world, new Tiers(world, names));
        this.layer4Only = layer4Only;
    }

    /// Judges as hosts enforce; or, if asked, as if no rule asked for HTTP.
    public static BruteForce of(Collection<? extends Resource> resources, boolean layer4Only) {
        return new BruteForce(resources, layer4Only, Comparator.naturalOrder());
    }

    /// The same, but for one fault: equal orders are broken by the names from last to first.
    public static BruteForce withTiesReversed(Collection<? extends Resource> resources, boolean layer4Only) {
        return new BruteForce(resources, layer4Only, Comparator.reverseOrder());
    }

    /// What becomes of a probe's packet.
    public Ruling judge(Probe probe) {
        var from = ends.find(probe.from());
        var to = ends.find(probe.to());
        if (from.isEmpty() || to.isEmpty()) {
            return new Unanswerable();
        }
        var version = version(from.get(), to.get(), probe.ipVersion());
        return version.isEmpty() ? new Unanswerable() : judge(from.get(), to.get(), probe, version.get());
    }

    private static Optional<IpVersion> version(Spot from, Spot to, @Nullable IpVersion asked) {
        var versions = asked == null ? Arrays.stream(IpVersion.values()) : Stream.of(asked);
        return versions.filter(
                        it -> from.address(it).isPresent() && to.address(it).isPresent())
                .findFirst();
    }

    private Ruling judge(Spot from, Spot to, Probe probe, IpVersion version) {
        if (from.host() && !to.host() && from.node().equals(to.node())) {
            return new Judged(Verdict.ALLOW, null, null, true);
        }
        if (from.isSameAs(to)) {
            return new Judged(Verdict.ALLOW, null, null, false);
        }
        var source = world.party(from.address(version).orElseThrow());
        var destination = world.party(to.address(version).orElseThrow());
        var packet = new Packet(source, destination, probe.transport(), layer4Only);
        var egress = side(from, Direction.EGRESS, packet);
        var ingress = side(to, Direction.INGRESS, packet);
        var allowed = Stream.of(egress, ingress).allMatch(side -> side == null || side.verdict() == Verdict.ALLOW);
        return new Judged(allowed ? Verdict.ALLOW : Verdict.DENY, egress, ingress, false);
    }

    private @Nullable OneSide side(Spot spot, Direction direction, Packet packet) {
        return spot.endpoint() == null ? null : walk.walk(spot.endpoint(), direction, packet);
    }
}
