package io.margay.cli.api;

import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An engine of one node, n1, which is always the same.
final class PlainStatus implements StatusSource {
    private volatile boolean isReady = true;

    void isReady(boolean is) {
        isReady = is;
    }

    @Override
    public CompletionStage<Boolean> isReady() {
        return CompletableFuture.completedStage(isReady);
    }

    @Override
    public CompletionStage<Value.Mapping> all() {
        return CompletableFuture.completedStage(
                new JsonObject().text("all", "of it").done());
    }

    @Override
    public CompletionStage<Optional<Value.Mapping>> node(String name) {
        return CompletableFuture.completedStage(
                Optional.of(new JsonObject().text("name", name).done()).filter(_ -> name.equals("n1")));
    }

    @Override
    public CompletionStage<Value.Mapping> policy(ResourceKey key) {
        return CompletableFuture.completedStage(
                new JsonObject().text("policy", key.toString()).done());
    }
}
