package io.margay.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.ProbeText;
import io.margay.engine.bruteforce.BruteForce;
import io.margay.engine.identity.Holder;
import io.margay.engine.simulation.BruteRuleSets;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A cluster (`<case>.yaml`) and its probes with their answers (`<case>.probes`): each line that is not indented is a
/// probe, `explain` after it asks for the trace, and what is indented is the answer.
class EvaluatorGoldenTest {
    private static final Path FOLDER = Path.of("src/test/golden/verdict");
    private static final String EXPLAIN = " explain";

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theAnswersAreThoseOfTheGoldenFile(String name) throws IOException {
        var file = FOLDER.resolve(name + ".probes");
        var evaluator = Evaluator.of(cluster(name).resources());
        var text = new ArrayList<String>();
        for (var probe : probes(file)) {
            text.add(probe);
            var answer = evaluator.judge(ProbeText.parse(probe.replace(EXPLAIN, "")));
            text.addAll(AnswerText.print(answer, probe.endsWith(EXPLAIN)));
        }
        if (System.getProperty("golden.update") != null) {
            Files.write(file, text);
        }
        assertThat(text).isEqualTo(Files.readAllLines(file));
    }

    /// Two readings of the same page: the judge, which knows no catalog, decides likewise.
    @ParameterizedTest
    @MethodSource("cases")
    void theJudgeSaysTheSame(String name) throws IOException {
        var resources = cluster(name).resources();
        var evaluator = Evaluator.of(resources);
        var judge = BruteForce.of(resources, false);
        for (var text : probes(FOLDER.resolve(name + ".probes"))) {
            var probe = ProbeText.parse(text.replace(EXPLAIN, ""));
            assertThat(Rulings.of(evaluator.judge(probe))).as(text).isEqualTo(judge.judge(probe));
        }
    }

    /// What the Evaluator looks at is, in order, what the endpoint's rule set says: to its end, or as far as it went.
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsLookedAtIsWhatTheRuleSetSays(String name) throws IOException {
        var cluster = cluster(name);
        var evaluator = Evaluator.of(cluster.resources());
        for (var probe : probes(FOLDER.resolve(name + ".probes"))) {
            if (evaluator.judge(ProbeText.parse(probe.replace(EXPLAIN, ""))) instanceof Answer.Judged judged) {
                Stream.of(judged.egress(), judged.ingress())
                        .filter(Objects::nonNull)
                        .forEach(side -> check(cluster, side));
            }
        }
    }

    private static void check(Cluster cluster, Side side) {
        var set = ruleSet(cluster, side.endpoint());
        var stage = Stage.NORMAL;
        var looked = new ArrayList<ResourceKey>();
        for (var step : side.trace().steps()) {
            switch (step) {
                case Step.StageEntered entered -> stage = entered.stage();
                case Step.TierEntered _ -> looked.clear();
                case Step.PolicyLooked policy -> {
                    looked.add(policy.policy().key());
                    var tier = tier(
                                    set,
                                    policy.policy().stage(),
                                    policy.policy().tier())
                            .policies(side.direction());
                    assertThat(tier.subList(0, looked.size())).isEqualTo(looked);
                }
                case Step.TierEnded ended ->
                    assertThat(looked)
                            .isEqualTo(tier(set, stage, ended.tier().name()).policies(side.direction()));
                default -> {}
            }
        }
    }

    private static TierPolicies tier(RuleSet set, Stage stage, String name) {
        var tiers = switch (stage) {
            case UNTRACKED -> set.untracked();
            case PRE_DNAT -> set.preDnat();
            case NORMAL -> set.normal();
        };
        return tiers.stream()
                .filter(tier -> tier.tier().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RuleSet ruleSet(Cluster cluster, ResourceKey endpoint) {
        Resource resource = cluster.resources().stream()
                .filter(it -> it.key().equals(endpoint))
                .findFirst()
                .orElseThrow();
        return BruteRuleSets.of(cluster.catalog(), Holder.of(resource).orElseThrow());
    }

    private static Cluster cluster(String name) throws IOException {
        return Cluster.read(name + ".yaml", Files.readString(FOLDER.resolve(name + ".yaml")));
    }

    private static List<String> probes(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .toList();
    }
}
