package io.margay.cli.demo;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.dataplane.agent.Uplink;
import io.margay.wire.FromHost;

/// The way to an engine in the same process: what agents get is what would be on the wire.
final class EngineUplink {
    private EngineUplink() {}

    static Uplink to(Engine engine) {
        return (hello, sink) -> new InProcess(engine.attachEncoded(hello, sink, _ -> {}));
    }

    private record InProcess(HostStream stream) implements Uplink.Stream {
        @Override
        public void say(FromHost said) {
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
