package io.margay.actors.store;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Engines on a store, for tests.
public final class StoreLab {
    /// After this something is wrong.
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private StoreLab() {}

    /// The usual configuration, with another database.
    public static StoreConfig config(StoreConfig.Database database) {
        return StoreConfig.read(ConfigFactory.load()).in(database);
    }

    /// An engine of one member.
    public static Engine start(StoreConfig.Database database) {
        return Engine.start(EngineConfig.standalone(), config(database), InstantSource.system(), 1);
    }

    /// What a stage comes to.
    public static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// Why a stage failed.
    public static Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("came to " + now(stage));
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    /// The revision that an edit made.
    public static long revision(CompletionStage<Edited> edited) {
        return ((Edited.Done) now(edited)).revision();
    }

    /// Ends an engine.
    public static void stop(Engine engine) {
        now(engine.stop());
    }
}
