package io.margay.cli.server;

import io.margay.actors.HostStream;
import io.margay.wire.FromHost;
import java.util.List;
import java.util.function.Consumer;

/// An engine, as hosts' streams see it.
interface HostStreams {
    /// Begins the stream of a host; see [io.margay.actors.Engine#attachEncoded].
    HostStream attach(FromHost.Hello hello, Consumer<List<byte[]>> sink, Consumer<String> away);
}
