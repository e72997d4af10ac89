package io.margay.dataplane.agent;

import io.margay.model.update.Update;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The engine's end of one agent's streams, by hand.
final class FakeUplink implements Uplink {
    /// What the host says: a hello for each stream, then what came of each update; null for the end of a stream.
    final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

    /// How the host says that it stands.
    final BlockingQueue<FromHost.Standing> standings = new LinkedBlockingQueue<>();

    private volatile Sink sink = _ -> {};

    /// What was said.
    sealed interface Said {}

    record Words(FromHost words) implements Said {}

    record Closed() implements Said {}

    /// The engine says this, on the last stream.
    void tell(Update update) {
        sink.accept(HostProtocol.write(update));
    }

    /// The engine says something that no agent knows.
    void tellNonsense() {
        sink.accept(List.of(new byte[] {1, 2, 3}));
    }

    /// Where what the engine says on the last stream goes.
    Sink sink() {
        return sink;
    }

    /// The engine ends the last stream.
    void end(String why) {
        sink.ended(why);
    }

    @Override
    public Stream connect(FromHost.Hello hello, Sink to) {
        sink = to;
        said.add(new Words(hello));
        return new Stream() {
            @Override
            public void say(FromHost words) {
                if (words instanceof FromHost.Standing standing) {
                    standings.add(standing);
                } else {
                    said.add(new Words(words));
                }
            }

            @Override
            public void close() {
                said.add(new Closed());
            }
        };
    }
}
