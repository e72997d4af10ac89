package io.margay.load.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.bench.Edit;
import io.margay.load.bench.UpdateFile;
import io.margay.model.input.InputParser;
import io.margay.model.input.ParsedInput;
import io.margay.model.resource.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PresetTest {
    private record Written(String snapshot, String updates) {
        static Written of(Preset preset, long seed, int updates) throws IOException {
            return of(preset.cluster(seed, updates));
        }

        static Written of(Cluster cluster) throws IOException {
            var snapshot = new ByteArrayOutputStream();
            var updates = new ByteArrayOutputStream();
            try (var lines = new Lines(snapshot)) {
                cluster.snapshot(lines);
            }
            try (var lines = new Lines(updates)) {
                cluster.updates(lines);
            }
            return new Written(snapshot.toString(StandardCharsets.UTF_8), updates.toString(StandardCharsets.UTF_8));
        }

        ParsedInput parsed() {
            return new InputParser()
                    .parse("snapshot", new ByteArrayInputStream(snapshot.getBytes(StandardCharsets.UTF_8)));
        }

        List<Edit> edits() throws IOException {
            return UpdateFile.read("updates", new BufferedReader(new StringReader(updates)));
        }
    }

    private static final DeployedSizes SMALL =
            new DeployedSizes(50, 2_000, 40, 10, new DeployedSizes.Policies(500, 60), 5, 4);

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        for (var preset : List.of(Preset.TINY, Preset.A, Preset.ANTREA_C)) {
            var first = Written.of(preset, 7, 200);
            var second = Written.of(preset, 7, 200);
            assertThat(second.snapshot).isEqualTo(first.snapshot);
            assertThat(second.updates).isEqualTo(first.updates);
            assertThat(Written.of(preset, 8, 200).snapshot).isNotEqualTo(first.snapshot);
        }
        assertThat(Written.of(new DeployedCluster(SMALL, 7, 500)).updates)
                .isEqualTo(Written.of(new DeployedCluster(SMALL, 7, 500)).updates);
    }

    @Test
    void tinyHasAllThatIsPromised() throws IOException {
        var counts = counts(accepted(Written.of(Preset.TINY, 1, Preset.TINY.updates())));
        assertThat(counts)
                .containsEntry(Kind.NODE, 5L)
                .containsEntry(Kind.POD, 60L)
                .containsEntry(Kind.KUBERNETES_NETWORK_POLICY, 24L)
                .containsEntry(Kind.NETWORK_POLICY, 24L)
                .containsEntry(Kind.GLOBAL_NETWORK_POLICY, 12L)
                .containsEntry(Kind.STAGED_NETWORK_POLICY, 2L)
                .containsEntry(Kind.ADMIN_NETWORK_POLICY, 1L)
                .containsEntry(Kind.BASELINE_ADMIN_NETWORK_POLICY, 1L);
    }

    @Test
    void ofManySeedsNothingIsRefused() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            accepted(Written.of(Preset.TINY, seed, 400));
        }
    }

    @Test
    void aHasAllThatIsPromised() throws IOException {
        var counts = counts(accepted(Written.of(Preset.A, 1, Preset.A.updates())));
        assertThat(counts)
                .containsEntry(Kind.NODE, 100L)
                .containsEntry(Kind.POD, 3_000L)
                .containsEntry(Kind.HOST_ENDPOINT, 100L)
                .containsEntry(Kind.KUBERNETES_NETWORK_POLICY, 200L)
                .containsEntry(Kind.NETWORK_POLICY, 50L)
                .containsEntry(Kind.GLOBAL_NETWORK_POLICY, 20L);
    }

    @Test
    void deployedPodsAreMostlyReplicas() throws IOException {
        var written = Written.of(new DeployedCluster(SMALL, 1, 1_000));
        var input = accepted(written);
        var counts = counts(input);
        assertThat(counts).containsEntry(Kind.POD, 2_000L).containsEntry(Kind.GLOBAL_NETWORK_POLICY, 60L);
        assertThat(counts.getOrDefault(Kind.KUBERNETES_NETWORK_POLICY, 0L)
                        + counts.getOrDefault(Kind.NETWORK_POLICY, 0L))
                .isEqualTo(440L);
        var labels = input.resources().stream()
                .filter(resource -> resource.kind() == Kind.POD)
                .map(resource ->
                        resource.metadata().namespace() + resource.metadata().labels())
                .collect(Collectors.toSet());
        assertThat(labels).hasSizeBetween(100, 800);
        assertThat(written.edits().stream().map(Edit::changeClass).distinct())
                .contains(
                        "pod-add",
                        "pod-add-new-template",
                        "pod-del",
                        "scale-up",
                        "scale-down",
                        "job-add",
                        "job-del",
                        "pod-relabel",
                        "policy-add",
                        "policy-del",
                        "policy-mod",
                        "feed-mod",
                        "gnp-add");
    }

    @ParameterizedTest
    @EnumSource(names = {"ANTREA_C", "ANTREA_D"})
    void antreasAreOfTheSizeOfTheirBenchmark(Preset preset) throws IOException {
        assertThat(counts(accepted(Written.of(preset, 1, 10))))
                .containsEntry(Kind.NAMESPACE, 1L)
                .containsEntry(Kind.POD, 10_000L)
                .containsEntry(Kind.KUBERNETES_NETWORK_POLICY, 10_000L);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"B", "C", "D", "E", "ANTREA_A", "ANTREA_B", "ANTREA_E"})
    void ofTheLargeOnesNothingIsRefused(Preset preset) throws IOException {
        accepted(Written.of(preset, 1, preset.updates()));
    }

    /// What was written, of which nothing is refused, and whose deletes delete something.
    private static ParsedInput accepted(Written written) throws IOException {
        var input = written.parsed();
        assertThat(input.problems()).isEmpty();
        assertThat(input.unknownKinds()).isEmpty();
        var there = new HashSet<>(input.resources().stream().map(r -> r.key()).toList());
        for (var edit : written.edits()) {
            if (edit.resource() == null) {
                assertThat(there.remove(edit.key())).as(edit.toString()).isTrue();
            } else {
                there.add(edit.key());
            }
        }
        return input;
    }

    private static Map<Kind, Long> counts(ParsedInput input) {
        return input.resources().stream()
                .collect(Collectors.groupingBy(resource -> resource.kind(), Collectors.counting()));
    }
}
