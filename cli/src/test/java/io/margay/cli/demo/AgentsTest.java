package io.margay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.kernel.Netns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentsTest {
    @Test
    void anAgentThatCannotProgramItsNodeSaysWhy() {
        var engine = Engine.start(EngineConfig.standalone(), 1);
        engine.feed(List.of(), List.of());
        try (var agents = new Agents()) {
            assertThat(agents.enforce(engine, Map.of("node-1", new Netns("margay-no-such")), _ -> {}))
                    .hasValueSatisfying(why -> assertThat(why).startsWith("node-1: reading the interfaces: "));
        } finally {
            engine.stop().toCompletableFuture().join();
        }
    }
}
