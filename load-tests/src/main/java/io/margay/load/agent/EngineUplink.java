package io.margay.load.agent;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.dataplane.agent.Uplink;
import io.margay.wire.FromHost;
import java.util.function.Consumer;

/// The way to an engine in the same process: what agents get is what would be on the wire.
public final class EngineUplink {
    private EngineUplink() {}

    /// The way to an engine.
    public static Uplink to(Engine engine) {
        return to(engine, _ -> {});
    }

    /// The same.
    ///
    /// @param listener is told what hosts say, before the engine is, on their threads
    static Uplink to(Engine engine, Consumer<FromHost> listener) {
        return (hello, sink) -> new InProcess(engine.attachEncoded(hello, sink, _ -> {}), listener);
    }

    private record InProcess(HostStream stream, Consumer<FromHost> listener) implements Uplink.Stream {
        @Override
        public void say(FromHost said) {
            listener.accept(said);
            switch (said) {
                case FromHost.Hello _ -> throw new IllegalStateException("a second hello");
                case FromHost.Enforced(var revision) -> stream.enforced(revision);
                case FromHost.Failed(var revision, var why) -> stream.failed(revision, why);
                case FromHost.Standing _, FromHost.Unknown _ -> {}
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
