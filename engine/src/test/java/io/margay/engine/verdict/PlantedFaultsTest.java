package io.margay.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.engine.bruteforce.BruteForce;
import io.margay.engine.bruteforce.Fault;
import io.margay.engine.bruteforce.Ruling;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.random.RandomProbes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The comparison is not blind: a judge with any of these faults is told from the Evaluator within its default seeds.
class PlantedFaultsTest {
    @Test
    void eachPlantedFaultIsFound() {
        var hidden = EnumSet.allOf(Fault.class);
        for (int seed = 1; seed <= EvaluatorDiffTest.SEEDS && !hidden.isEmpty(); seed++) {
            hidden.removeAll(found(seed, hidden));
        }
        assertThat(hidden).isEmpty();
    }

    private static Set<Fault> found(long seed, Set<Fault> among) {
        var random = Seeded.random(seed);
        var resources = RandomCluster.draw(random);
        var layer4Only = random.nextBoolean();
        var evaluator = Evaluator.of(resources, layer4Only ? Options.LAYER_4 : Options.ENFORCED);
        var questions = RandomProbes.draw(random, EvaluatorDiffTest.PROBES, resources).stream()
                .map(probe -> new Question(probe, Rulings.of(evaluator.judge(probe))))
                .toList();
        var found = EnumSet.noneOf(Fault.class);
        for (var fault : among) {
            if (errs(fault.judge(resources, layer4Only), questions)) {
                found.add(fault);
            }
        }
        return found;
    }

    private record Question(Probe probe, Ruling right) {}

    private static boolean errs(BruteForce judge, List<Question> questions) {
        return questions.stream().anyMatch(it -> !judge.judge(it.probe).equals(it.right));
    }
}
