package io.margay.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.label.Labels;
import io.margay.model.net.Ip;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RollingUpdateTest {
    @Test
    void everyPodIsReplacedByOneOfTheNextTemplate() {
        var pods = pods(3, "10.250.0.");
        var edits = RollingUpdate.of(pods, 3, 0).orElseThrow();
        assertThat(edits).hasSize(6);
        var after = List.copyOf(Edit.applied(pods, edits));
        assertThat(after)
                .hasSize(3)
                .allSatisfy(resource -> assertThat(resource.metadata().labels().value("pod-template-hash"))
                        .isEqualTo("next"));
        var addresses = new ArrayList<Ip>();
        pods.forEach(pod -> addresses.addAll(((Pod) pod).ips()));
        after.forEach(pod -> addresses.addAll(((Pod) pod).ips()));
        assertThat(addresses).doesNotHaveDuplicates();
    }

    @Test
    void aSmallerDeploymentIsNoneOfSoMany() {
        assertThat(RollingUpdate.of(pods(3, "10.0.0."), 4, 0)).isEmpty();
    }

    @Test
    void otherDeploymentsComeFirstAndAreNotTheOneThatIsMeasured() {
        var pods = new ArrayList<>(pods("api", 2, "10.0.1."));
        pods.addAll(pods(3, "10.0.0."));
        assertThat(RollingUpdate.of(pods, 3, 3).orElseThrow())
                .extracting(edit -> edit.key().name())
                .containsExactly(
                        "api-1-next",
                        "api-1",
                        "api-2-next",
                        "web-1-next",
                        "web-1",
                        "web-2-next",
                        "web-2",
                        "web-3-next",
                        "web-3");
        assertThat(RollingUpdate.of(pods, 3, 50).orElseThrow()).hasSize(4 + 6);
    }

    private static List<Resource> pods(int count, String net) {
        return pods("web", count, net);
    }

    private static List<Resource> pods(String app, int count, String net) {
        return IntStream.rangeClosed(1, count)
                .<Resource>mapToObj(i -> new Pod(
                        new Metadata(
                                "shop",
                                app + "-" + i,
                                Labels.of("app", app, "pod-template-hash", "first"),
                                Where.NOWHERE),
                        "n" + i,
                        "default",
                        false,
                        Pod.Phase.RUNNING,
                        List.of(Ip.parse(net + i).orElseThrow()),
                        List.of(),
                        0))
                .toList();
    }
}
