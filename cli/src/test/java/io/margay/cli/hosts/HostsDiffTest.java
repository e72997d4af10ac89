package io.margay.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.input.InputReader;
import io.margay.cli.probe.AnswerJson;
import io.margay.cli.probe.JsonText;
import io.margay.engine.ProbeText;
import io.margay.engine.Seeded;
import io.margay.engine.random.Inputs;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.random.RandomProbes;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Options;
import io.margay.engine.verdict.Probe;
import io.margay.model.parse.Value;
import io.margay.model.resource.Node;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What hosts were sent says the same as the Evaluator: verdict, sides, and what decided each.
///
/// The hosts stay from cluster to cluster, so each cluster reaches them as a change of the one before.
final class HostsDiffTest {
    private static final Path GOLDEN = Path.of("../engine/src/test/golden/verdict");
    private static final Value ID = new Value.Text(0, "0");

    /// Packets a cluster.
    private static final int PROBES = 200;

    private static Hosts hosts;

    @BeforeAll
    static void start() {
        hosts = Hosts.start(Options.ENFORCED);
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hostsSayOfTheGoldenClustersWhatTheEvaluatorSays(Path file) throws IOException {
        var text = file.toString();
        var probes = Path.of(text.substring(0, text.length() - ".yaml".length()) + ".probes");
        compare(
                InputReader.read(List.of(text), System.in).resources(),
                Files.readAllLines(probes).stream()
                        .filter(line -> !line.startsWith(" ") && !line.isBlank())
                        .map(line -> ProbeText.parse(line.replace(" explain", "")))
                        .toList());
    }

    @Test
    void hostsSayOfTheShopWhatTheEvaluatorSays() {
        var shop = InputReader.read(List.of("../examples/shop"), System.in).resources();
        compare(shop, RandomProbes.draw(new SplittableRandom(1), PROBES, shop));
    }

    @Test
    void hostsSayOfRandomClustersWhatTheEvaluatorSays() {
        Seeded.run(30, random -> {
            var cluster = RandomCluster.draw(random);
            compare(cluster, RandomProbes.draw(random, PROBES, cluster));
        });
    }

    @Test
    void soTheyDoAfterWhateverHappensToACluster() {
        Seeded.run(3, random -> {
            var inputs = Inputs.sequence(random);
            for (int i = 0; i <= inputs.steps().size(); i += 5) {
                var cluster = inputs.after(i);
                compare(cluster, RandomProbes.draw(random, PROBES, cluster));
            }
        });
    }

    private static void compare(List<Resource> resources, List<Probe> probes) {
        var known = resources.stream().map(HostsDiffTest::withoutPodCidrs).toList();
        var evaluator = Evaluator.of(known);
        hosts.hold(known);
        for (var probe : probes) {
            assertThat(text(hosts.judge(probe))).as("%s", probe).isEqualTo(text(evaluator.judge(probe)));
        }
    }

    /// Hosts do not know which addresses are pods' that nobody has yet.
    private static Resource withoutPodCidrs(Resource resource) {
        return resource instanceof Node node
                ? new Node(node.metadata(), node.internalIps(), node.otherIps(), List.of())
                : resource;
    }

    private static String text(Answer answer) {
        return JsonText.print(AnswerJson.of(ID, answer));
    }
}
