package io.margay.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.engine.bruteforce.Ruling;
import io.margay.engine.bruteforce.Ruling.ByFailsafe;
import io.margay.engine.bruteforce.Ruling.ByNothing;
import io.margay.engine.bruteforce.Ruling.ByProfile;
import io.margay.engine.bruteforce.Ruling.ByRule;
import io.margay.engine.bruteforce.Ruling.ByTier;
import io.margay.engine.bruteforce.Ruling.OneSide;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.random.RandomProbes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Over the default seeds of the comparison, everything that can decide does so often.
class CoverageTest {
    private static final int OFTEN = 40;
    private static final List<String> DECIDERS = List.of(
            "ALLOW by NetworkPolicy on Pod, NORMAL",
            "DENY by NetworkPolicy on Pod, NORMAL",
            "ALLOW by GlobalNetworkPolicy on Pod, NORMAL",
            "DENY by GlobalNetworkPolicy on Pod, NORMAL",
            "ALLOW by ClusterNetworkPolicy on Pod, NORMAL",
            "DENY by ClusterNetworkPolicy on Pod, NORMAL",
            "ALLOW by AdminNetworkPolicy on Pod, NORMAL",
            "DENY by AdminNetworkPolicy on Pod, NORMAL",
            "ALLOW by BaselineAdminNetworkPolicy on Pod, NORMAL",
            "DENY by BaselineAdminNetworkPolicy on Pod, NORMAL",
            "ALLOW by NetworkPolicy on WorkloadEndpoint, NORMAL",
            "DENY by GlobalNetworkPolicy on WorkloadEndpoint, NORMAL",
            "ALLOW by GlobalNetworkPolicy on HostEndpoint, NORMAL",
            "DENY by GlobalNetworkPolicy on HostEndpoint, NORMAL",
            "ALLOW by GlobalNetworkPolicy on HostEndpoint, UNTRACKED",
            "DENY by GlobalNetworkPolicy on HostEndpoint, UNTRACKED",
            "ALLOW by GlobalNetworkPolicy on HostEndpoint, PRE_DNAT",
            "DENY by GlobalNetworkPolicy on HostEndpoint, PRE_DNAT",
            "DENY by a tier on Pod, NORMAL",
            "DENY by a tier on HostEndpoint, NORMAL",
            "ALLOW by a profile on Pod, NORMAL",
            "ALLOW by a profile without policies on Pod, NORMAL",
            "ALLOW by a profile on HostEndpoint, NORMAL",
            "ALLOW by a profile without policies on HostEndpoint, NORMAL",
            "DENY by a profile without policies on HostEndpoint, NORMAL",
            "DENY by nothing on Pod, NORMAL",
            "DENY by nothing on WorkloadEndpoint, NORMAL",
            "DENY by nothing on HostEndpoint, NORMAL",
            "ALLOW by a failsafe on HostEndpoint, NORMAL",
            "own host",
            "unanswerable");

    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void everythingThatCanDecideDoesSoOften() {
        for (int seed = 1; seed <= EvaluatorDiffTest.SEEDS; seed++) {
            var random = Seeded.random(seed);
            var resources = RandomCluster.draw(random);
            var evaluator = Evaluator.of(resources);
            RandomProbes.draw(random, EvaluatorDiffTest.PROBES, resources)
                    .forEach(probe -> count(Rulings.of(evaluator.judge(probe))));
        }
        assertThat(DECIDERS)
                .allSatisfy(it -> assertThat(counts.getOrDefault(it, 0))
                        .as("%s, of %s", it, counts)
                        .isGreaterThanOrEqualTo(OFTEN));
    }

    private void count(Ruling ruling) {
        switch (ruling) {
            case Ruling.Unanswerable() -> count("unanswerable");
            case Ruling.Judged(var _, var _, var _, var ownHost) when ownHost -> count("own host");
            case Ruling.Judged(var _, var egress, var ingress, var _) ->
                Arrays.asList(egress, ingress).forEach(side -> count(side == null ? "no side" : words(side)));
        }
    }

    private static String words(OneSide side) {
        var by = switch (side.cause()) {
            case ByRule rule -> rule.policy().kind().word();
            case ByTier _ -> "a tier";
            case ByProfile profile -> "a profile" + (profile.noPolicy() ? " without policies" : "");
            case ByNothing() -> "nothing";
            case ByFailsafe _ -> "a failsafe";
        };
        return side.verdict() + " by " + by + " on " + side.endpoint().kind().word() + ", " + side.stage();
    }

    private void count(String decider) {
        counts.merge(decider, 1, Integer::sum);
    }
}
