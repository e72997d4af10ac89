package io.margay.load.agent;

import akka.Done;
import io.margay.actors.Engine;
import io.margay.dataplane.kernel.Netns;
import io.margay.wire.FromHost;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The agent of one node, and an engine, in this JVM.
final class LinkedAgent implements AutoCloseable {
    private final LivingAgent agent;
    private final CompletableFuture<Done> begun = new CompletableFuture<>();
    private volatile long enforcedAt;

    /// An agent that comes to an engine.
    ///
    /// @param folder for its state
    LinkedAgent(String node, Netns netns, Path folder, Engine engine) {
        agent = new LivingAgent(node, netns, folder, EngineUplink.to(engine, this::said), _ -> {});
    }

    private void said(FromHost said) {
        if (said instanceof FromHost.Enforced) {
            enforcedAt = System.nanoTime();
            begun.complete(Done.getInstance());
        }
    }

    /// Done when it enforces the first that it was told.
    CompletionStage<Done> begun() {
        return begun;
    }

    /// When it said last that it enforces what it was told, in the nanoseconds of this JVM.
    long enforcedAt() {
        return enforcedAt;
    }

    @Override
    public void close() {
        agent.close();
    }
}
