package io.margay.cli.api;

import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// How the engine is: what the API passes on.
public interface StatusSource {
    /// Whether this member knows everything, and tells its hosts.
    CompletionStage<Boolean> isReady();

    /// All members, and all nodes.
    CompletionStage<Value.Mapping> all();

    /// One node; empty where there is none of that name.
    CompletionStage<Optional<Value.Mapping>> node(String name);

    /// Where a policy is in force, and where not yet.
    CompletionStage<Value.Mapping> policy(ResourceKey key);
}
