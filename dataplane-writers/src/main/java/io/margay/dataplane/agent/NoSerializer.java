package io.margay.dataplane.agent;

import akka.serialization.JSerializer;
import org.jspecify.annotations.Nullable;

/// Stands for every serializer of Akka where nothing leaves an actor system. Akka makes one by its name.
public final class NoSerializer extends JSerializer {
    /// Anything that is no other's.
    private static final int IDENTIFIER = 7_443;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object message) {
        throw new IllegalStateException("nothing leaves an agent's actor system, but " + message);
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, @Nullable Class<?> manifest) {
        throw new IllegalStateException("nothing comes into an agent's actor system");
    }

    /// Akka takes several of one identifier where they are equal.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoSerializer;
    }

    @Override
    public int hashCode() {
        return IDENTIFIER;
    }
}
