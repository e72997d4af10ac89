package io.margay.cli.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.kernel.Netns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTest {
    @TempDir
    Path folder;

    @Test
    void anAgentThatCannotProgramItsNodeSaysWhy() throws Exception {
        var engine = Engine.start(EngineConfig.standalone(), 1);
        engine.feed(List.of(), List.of());
        try (var agents = Agents.start(Map.of("node-1", new Netns("margay-no-such")), folder, engine)) {
            assertThatThrownBy(agents::awaitEnforced)
                    .isInstanceOf(AgentFailure.class)
                    .message()
                    .startsWith("node-1: its agent ended with 1: ");
        } finally {
            engine.stop().toCompletableFuture().join();
        }
    }
}
