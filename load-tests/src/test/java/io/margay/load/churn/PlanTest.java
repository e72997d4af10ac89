package io.margay.load.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.dataset.Preset;
import io.margay.load.dataset.SizedCluster;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    @TempDir
    private Path folder;

    @Test
    void aClusterIsAsLargeAsAskedFor() throws IOException {
        for (int policies : List.of(SizedCluster.LEAST_POLICIES, 150, 700, 2_000)) {
            var plan = plan(new SizedCluster(20, 800, policies, false, 1), 10, SizedCluster.PODS);
            var resources = plan.resources();
            assertThat(resources.stream().filter(Policy.class::isInstance)).hasSize(policies);
            assertThat(resources.stream().filter(Node.class::isInstance)).hasSize(20);
            assertThat(resources.stream().filter(Pod.class::isInstance).count())
                    .isCloseTo(800, Percentage.withPercentage(2));
        }
    }

    @Test
    void ofTheChangesSoManyAreOfPods() throws IOException {
        for (double share : List.of(0.0, 0.5, 0.9)) {
            var plan = plan(new SizedCluster(20, 800, 300, false, 1), 1_000, share);
            long ofPods = plan.changes().stream()
                    .filter(change -> change.edit().key().kind() == Kind.POD)
                    .count();
            // A change of the cluster's DNS counts among the others, and brings and takes a pod.
            assertThat(ofPods / 1e3).as("share %s", share).isBetween(share - 0.01, share + 0.2 * (1 - share));
        }
    }

    @Test
    void aSeedMeansTheSame() throws IOException {
        var one = new SizedCluster(20, 400, 300, false, 5);
        one.write(folder.resolve("one"), 100, SizedCluster.PODS);
        one.write(folder.resolve("two"), 100, SizedCluster.PODS);
        for (var file : List.of(Preset.SNAPSHOT, Preset.UPDATES)) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    @Test
    void whatIsSaidIsWhatIsCounted() throws IOException {
        var plan = plan(new SizedCluster(20, 400, 300, false, 1), 200, SizedCluster.PODS);
        var said = new HashMap<Object, String>();
        plan.start().forEach(change -> said.put(change.edit().key(), change.object()));
        plan.changes().forEach(change -> said.put(change.edit().key(), change.object()));
        said.values().removeIf(String::isEmpty);
        assertThat(plan.resourcesAfter(200).stream().map(resource -> (Object) resource.key()))
                .containsExactlyInAnyOrderElementsOf(said.keySet());
        assertThat(plan.end(200)).hasSameSizeAs(said.keySet());
    }

    /// Other makers of datasets have fields in another order.
    @Test
    void anObjectIsFoundWhereverInItsLineItIs() throws IOException {
        var tier = "{\"apiVersion\":\"projectcalico.org/v3\",\"kind\":\"Tier\",\"metadata\":{\"name\":\"t\"}}";
        Files.writeString(folder.resolve(Preset.SNAPSHOT), "");
        Files.writeString(
                folder.resolve(Preset.UPDATES), "{\"class\":\"tier\",\"object\":" + tier + ",\"op\":\"upsert\"}\n");
        assertThat(Plan.read(folder, 1).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.object()).isEqualTo(tier));
    }

    private Plan plan(SizedCluster cluster, int updates, double share) throws IOException {
        var place = Files.createTempDirectory(folder, "plan");
        cluster.write(place, updates, share);
        return Plan.read(place, updates);
    }
}
