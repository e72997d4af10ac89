package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Expectation.Sides;
import io.margay.engine.verdict.Decider;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What each of some shots must do in one state of a cluster, at each end.
public final class Verdicts {
    /// What a packet must do that meets one of several states at each end.
    public enum Must {
        PASS,
        STOP,
        /// It depends on which.
        EITHER
    }

    private final BitSet egress = new BitSet();
    private final BitSet ingress = new BitSet();
    private final BitSet undefined = new BitSet();
    private final List<Optional<Sides>> sides = new ArrayList<>();

    public static Verdicts of(Expectation expectation, List<Shot> shots) {
        var verdicts = new Verdicts();
        for (int i = 0; i < shots.size(); i++) {
            var sides = expectation.of(shots.get(i));
            verdicts.egress.set(i, sides.isPresent() && sides.get().egress());
            verdicts.ingress.set(i, sides.isPresent() && sides.get().ingress());
            verdicts.undefined.set(i, sides.isEmpty());
            verdicts.sides.add(sides);
        }
        return verdicts;
    }

    /// What a shot must do whose sender's node is in one of these states, and whose receiver's is in one of those; none
    /// where there is no node, which lets all.
    public static Must must(int shot, Collection<Verdicts> sender, Collection<Verdicts> receiver) {
        if (isUndefined(shot, sender) || isUndefined(shot, receiver)) {
            return Must.EITHER;
        }
        boolean isStopped = (!sender.isEmpty() && sender.stream().noneMatch(it -> it.egress.get(shot)))
                || (!receiver.isEmpty() && receiver.stream().noneMatch(it -> it.ingress.get(shot)));
        boolean isLet = sender.stream().allMatch(it -> it.egress.get(shot))
                && receiver.stream().allMatch(it -> it.ingress.get(shot));
        return isStopped ? Must.STOP : isLet ? Must.PASS : Must.EITHER;
    }

    /// Whether another rule decides in one of some states than in another: what it lets is then handed over from one to
    /// the other.
    static boolean isHandedOver(int shot, Collection<Verdicts> sender, Collection<Verdicts> receiver) {
        return isSeveral(sender.stream().map(it -> it.sides.get(shot).flatMap(Sides::egressBy)))
                || isSeveral(receiver.stream().map(it -> it.sides.get(shot).flatMap(Sides::ingressBy)));
    }

    private static boolean isSeveral(Stream<Optional<Decider>> deciders) {
        return deciders.distinct().count() > 1;
    }

    private static boolean isUndefined(int shot, Collection<Verdicts> states) {
        return states.stream().anyMatch(it -> it.undefined.get(shot));
    }
}
