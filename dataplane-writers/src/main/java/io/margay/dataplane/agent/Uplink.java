package io.margay.dataplane.agent;

import io.margay.wire.FromHost;
import java.util.List;
import java.util.function.Consumer;

/// The way to the engine. Where it is not there, a stream is one on which nothing comes.
public interface Uplink {
    /// Begins a stream. Does not wait.
    ///
    /// @param hello who comes, and what it holds
    /// @param sink gets each message of the host protocol, in one piece or cut between its parts; nobody may
    ///     change the pieces; on any thread
    Stream connect(FromHost.Hello hello, Consumer<List<byte[]>> sink);

    /// What the host says on its stream. Does not wait.
    interface Stream extends AutoCloseable {
        /// It says this, after its hello.
        void say(FromHost said);

        @Override
        void close();
    }
}
