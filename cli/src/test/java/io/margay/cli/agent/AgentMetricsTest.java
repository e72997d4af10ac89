package io.margay.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.metrics.DocumentedMetrics;
import io.margay.dataplane.agent.Report;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.plan.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentMetricsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000, 500_000_000);

    @TempDir
    private Path folder;

    private final Standing standing = new Standing(Clock.fixed(NOW, ZoneOffset.UTC), _ -> {});
    private AgentMetrics metrics;

    @BeforeEach
    void begin() {
        metrics = new AgentMetrics(standing, ReleaseBook.read(ReleaseFile.in(folder)));
    }

    @Test
    void itsPageHasWhatIsDocumentedAndNothingElse() throws Exception {
        assertThat(DocumentedMetrics.ofPage(page())).isEqualTo(DocumentedMetrics.ofAgent());
    }

    @Test
    void whatTheAgentReportsIsThere() {
        standing.accept(new Report.Connected("n1"));
        standing.accept(new Report.Enforced("n1", 1, List.of()));
        standing.accept(new Report.Enforced("n1", 2, List.of()));
        standing.accept(new Report.Failed("n1", 3, "no room"));
        standing.accept(new Report.Disconnected("n1", "gone"));
        standing.accept(new Report.Connected("n1"));
        standing.accept(new Report.NotKept("n1", "full"));
        standing.accept(new Report.Failing("n1", List.of(new Writer.Failing("policy x", "no room", NOW, NOW))));
        assertThat(page().lines())
                .contains(
                        "margay_agent_engine_connected 1",
                        "margay_agent_streams_total 2",
                        "margay_agent_enforced_total 2",
                        "margay_agent_failed_total 1",
                        "margay_agent_failing 1",
                        "margay_agent_enforced_time_seconds 1000.5",
                        "margay_agent_objects_failing 1",
                        "margay_agent_releases 0",
                        "margay_agent_state_kept 0");
    }

    @Test
    void itKnowsItsProcess() {
        assertThat(page())
                .containsPattern("process_resident_memory_bytes [1-9]")
                .containsPattern("process_start_time_seconds [1-9]")
                .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]");
    }

    private String page() {
        return metrics.page("").text();
    }
}
