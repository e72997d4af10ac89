package io.margay.load.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.kubernetes.PodLines;
import io.margay.model.parse.text.DocumentSink;
import io.margay.model.parse.text.Documents;
import io.margay.model.parse.text.JsonLine;
import io.margay.model.parse.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is generated is in the form that is read soonest: else benches would time another way than clusters take.
final class StraightPodsTest {
    private static final DeployedSizes SMALL =
            new DeployedSizes(50, 2_000, 40, 10, new DeployedSizes.Policies(500, 60), 5, 4);

    @Test
    void allPodsAreReadWithoutATree() throws IOException {
        var clusters = List.of(
                Preset.TINY.cluster(1, 10),
                Preset.A.cluster(1, 10),
                Preset.ANTREA_C.cluster(1, 10),
                new DeployedCluster(SMALL, 1, 10));
        for (var cluster : clusters) {
            var snapshot = snapshot(cluster);
            var pods = new String(snapshot, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"kind\":\"Pod\""))
                    .count();
            assertThat(straight(snapshot)).isEqualTo(pods).isGreaterThan(50);
        }
    }

    private static byte[] snapshot(Cluster cluster) throws IOException {
        var snapshot = new ByteArrayOutputStream();
        try (var lines = new Lines(snapshot)) {
            cluster.snapshot(lines);
        }
        return snapshot.toByteArray();
    }

    private static long straight(byte[] snapshot) {
        var counted = new Counted();
        Documents.read("snapshot", new ByteArrayInputStream(snapshot), new Nothing(), counted);
        return counted.taken;
    }

    private static final class Counted implements LineReader {
        private final PodLines pods = new PodLines("snapshot");
        private long taken;

        @Override
        public boolean knows(byte[] bytes, int from, int to) {
            return PodLines.begins(bytes, from, to);
        }

        @Override
        public boolean read(JsonLine line) throws IOException {
            var took = pods.read(line) != null;
            taken += took ? 1 : 0;
            return took;
        }
    }

    private static final class Nothing implements DocumentSink {
        @Override
        public void value(Value value) {}

        @Override
        public void problem(Problem problem) {}
    }
}
