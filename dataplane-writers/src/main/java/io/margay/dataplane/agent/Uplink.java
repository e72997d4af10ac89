package io.margay.dataplane.agent;

import io.margay.wire.FromHost;
import java.util.List;
import java.util.function.Consumer;

/// The way to the engine. Where it is not there, a stream ends soon.
public interface Uplink {
    /// Begins a stream. Does not wait.
    ///
    /// @param hello who comes, and what it holds
    /// @param sink hears what becomes of it, on any thread
    Stream connect(FromHost.Hello hello, Sink sink);

    /// What the host hears on its stream: each message of the host protocol, in one piece or cut
    /// between its parts; nobody may change the pieces.
    interface Sink extends Consumer<List<byte[]>> {
        /// The engine is there. A message says so, too.
        default void began() {}

        /// Nothing comes any more, and what the host says is lost; not said after the host closed its stream.
        default void ended(String why) {}
    }

    /// What the host says on its stream. Does not wait.
    interface Stream extends AutoCloseable {
        /// It says this, after its hello.
        void say(FromHost said);

        @Override
        void close();
    }
}
