package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Site.Role;
import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Side;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Verdict;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What packets must do in one state of a cluster: what the Evaluator says, and that a slot without an endpoint is
/// closed.
public final class Expectation {
    /// What each end's node must do with a packet. The packet arrives if both let it.
    ///
    /// @param egressBy which rule decides there, if any does
    /// @param ingressBy likewise
    record Sides(boolean egress, boolean ingress, Optional<Decider> egressBy, Optional<Decider> ingressBy) {
        boolean both() {
            return egress && ingress;
        }
    }

    private final Evaluator evaluator;
    private final Occupants occupants;

    private Expectation(Evaluator evaluator, Occupants occupants) {
        this.evaluator = evaluator;
        this.occupants = occupants;
    }

    public static Expectation of(Collection<Resource> resources) {
        return new Expectation(Evaluator.of(resources), Occupants.of(resources));
    }

    /// Empty where nothing is defined: an endpoint that has no address of this version.
    Optional<Sides> of(Shot shot) {
        if (lacksAddress(shot, shot.from()) || lacksAddress(shot, shot.to())) {
            return Optional.empty();
        }
        var probe = new Probe("", end(shot.from(), shot), end(shot.to(), shot), shot.transport(), shot.version());
        return evaluator.judge(probe) instanceof Judged judged
                ? Optional.of(new Sides(
                        isOpen(shot.from()) && allows(judged.egress()),
                        mayEnter(shot) && allows(judged.ingress()),
                        by(judged.egress()),
                        by(judged.ingress())))
                : Optional.empty();
    }

    /// What the Evaluator says, and what decides.
    public String why(Shot shot) {
        var probe = new Probe("", end(shot.from(), shot), end(shot.to(), shot), shot.transport(), shot.version());
        return evaluator.judge(probe) instanceof Judged judged
                ? judged.verdict() + ", egress " + why(judged.egress()) + ", ingress " + why(judged.ingress())
                : "nothing is defined";
    }

    private static String why(@Nullable Side side) {
        return side == null
                ? "nobody's"
                : side.endpoint() + " " + side.verdict() + " by "
                        + side.decider().words();
    }

    private boolean lacksAddress(Shot shot, Site site) {
        return site.role() == Role.SLOT
                && occupants.at(site).isPresent()
                && !occupants.byAddress().containsKey(site.address(shot.version()));
    }

    private boolean isOpen(Site site) {
        return site.role() != Role.SLOT || occupants.at(site).isPresent();
    }

    /// A host always reaches what is on it.
    private boolean mayEnter(Shot shot) {
        boolean isOwnHost = shot.from().role() == Role.HOST
                && shot.from().node().equals(shot.to().node());
        return isOwnHost || isOpen(shot.to());
    }

    private static boolean allows(@Nullable Side side) {
        return side == null || side.verdict() == Verdict.ALLOW;
    }

    private static Optional<Decider> by(@Nullable Side side) {
        return Optional.ofNullable(side).map(Side::decider);
    }

    private End end(Site site, Shot shot) {
        return switch (site.role()) {
            case HOST -> new End.HostEnd(site.node(), "");
            case OUTSIDE -> new End.AddressEnd(site.address(shot.version()));
            case SLOT ->
                occupants
                        .at(site)
                        .<End>map(it -> new End.PodEnd(
                                it.metadata().namespace(), it.metadata().name()))
                        .orElseGet(() -> new End.AddressEnd(site.address(shot.version())));
        };
    }
}
