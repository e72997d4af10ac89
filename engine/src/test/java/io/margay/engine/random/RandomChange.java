package io.margay.engine.random;

import io.margay.engine.random.Step.Delete;
import io.margay.engine.random.Step.Put;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Draws what may happen next to a cluster.
final class RandomChange {
    private static final List<ResourceKey> NAMES = RandomCluster.allNames().toList();

    private final Dice dice;
    private final RandomResource draw;
    private final SortedMap<ResourceKey, Resource> cluster;

    /// @param cluster as it is whenever `draw` is called
    RandomChange(RandomGenerator random, SortedMap<ResourceKey, Resource> cluster) {
        this.dice = new Dice(random);
        this.draw = new RandomResource(random);
        this.cluster = cluster;
    }

    /// The steps of one change, to be made one after the other.
    List<Step> draw() {
        var present = List.copyOf(cluster.keySet());
        if (present.isEmpty()) {
            return List.of(created());
        }
        var some = dice.<ResourceKey>pick(present);
        return switch (dice.number(0, 9)) {
            case 0, 1 -> List.of(created());
            case 2 -> List.of(new Delete(some));
            case 3 -> madeAgain(some);
            case 4 -> namespaceMadeAgain();
            case 5, 6 -> handedOver();
            case 7 -> List.of(new Put(draw.draw(dice.pick(of(Kind.POD)))));
            default -> List.of(new Put(draw.draw(some)));
        };
    }

    private Step created() {
        return new Put(draw.draw(dice.pick(NAMES)));
    }

    private List<Step> madeAgain(ResourceKey key) {
        return List.of(new Delete(key), new Put(draw.draw(key)));
    }

    /// With other labels, while its pods live on or with what was in it.
    private List<Step> namespaceMadeAgain() {
        var key = dice.<ResourceKey>pick(RandomCluster.names(Kind.NAMESPACE));
        var inside = cluster.keySet().stream()
                .filter(it -> dice.chance(50) && it.namespace().equals(key.name()))
                .<Step>map(Delete::new);
        var gone = dice.chance(50) ? inside : Stream.<Step>empty();
        return Stream.concat(gone, madeAgain(key).stream()).toList();
    }

    /// From a pod to another, which is there before the first has gone, or after; or the first has only ended.
    private List<Step> handedOver() {
        var from = dice.<ResourceKey>pick(of(Kind.POD));
        var to = dice.<ResourceKey>pick(RandomCluster.names(Kind.POD));
        if (from.equals(to) || !(cluster.get(from) instanceof Pod giver) || !(draw.draw(to) instanceof Pod taker)) {
            return List.of(created());
        }
        var given = new Put(new Pod(
                taker.metadata(),
                taker.nodeName(),
                taker.serviceAccount(),
                false,
                Phase.RUNNING,
                giver.ips(),
                taker.ports(),
                taker.uid()));
        var gone = dice.chance(50) ? new Delete(from) : ended(giver);
        return dice.chance(50) ? List.of(given, gone) : List.of(gone, given);
    }

    private static Step ended(Pod pod) {
        return new Put(new Pod(
                pod.metadata(),
                pod.nodeName(),
                pod.serviceAccount(),
                pod.hostNetwork(),
                Phase.SUCCEEDED,
                pod.ips(),
                pod.ports(),
                pod.uid()));
    }

    /// The names of a kind that are there; where none is, those that might be.
    private List<ResourceKey> of(Kind kind) {
        var present =
                cluster.keySet().stream().filter(key -> key.kind() == kind).toList();
        return present.isEmpty() ? RandomCluster.names(kind) : present;
    }
}
