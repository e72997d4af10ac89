package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.count.EngineCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AwaitedMembersTest {
    @Test
    void aNameThatHasNoMembersIsSaid() {
        var discovery = new EngineConfig.Discovery("not-there.invalid:7451", 2, "");
        var config = EngineConfig.standalone().in(new EngineConfig.Cluster(List.of(), discovery, "", ""));
        try (var logged = new Logged("io.margay.actors")) {
            var engine = Engine.start(config, new EngineCounts(System::nanoTime), 1);
            logged.awaitLine("WARN", "not-there.invalid has 0 of 2 members");
            engine.stop().toCompletableFuture().join();
        }
    }
}
