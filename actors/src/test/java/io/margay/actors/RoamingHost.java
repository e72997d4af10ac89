package io.margay.actors;

import io.margay.engine.simulation.HostModel;
import io.margay.model.update.HostReplica;
import io.margay.model.update.UpdateRefused;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A host that goes to whichever member its node lives on, and keeps what it holds on the way.
///
/// All that it does is done in turn, on one thread.
final class RoamingHost {
    private final String node;
    private final ExecutorService turns;
    private final Function<String, Engine> engines;
    private final HostReplica held = new HostReplica();
    private @Nullable HostStream stream;
    /// Counts streams: what an earlier one says late is not heard.
    private int streams;
    private String home = "";

    /// A host that is nowhere yet.
    ///
    /// @param engines a member by where hosts reach it; any that lives, for an empty text or one that does not
    RoamingHost(String node, ExecutorService turns, Function<String, Engine> engines) {
        this.node = node;
        this.turns = turns;
        this.engines = engines;
    }

    /// Goes to some member.
    void begin() {
        turns.execute(() -> connect(""));
    }

    /// What it holds. Call it in its turn.
    HostModel.Contents contents() {
        var model = new HostModel();
        if (held.revision() > 0) {
            model.apply(held.everything());
        }
        return model.contents();
    }

    /// Where the member that served it last is reached; empty where it has not been sent there. Call it in its turn.
    String home() {
        return home;
    }

    private void connect(String to) {
        home = to;
        int number = ++streams;
        if (stream != null) {
            stream.close();
        }
        var engine = engines.apply(to);
        stream = engine.attachEncoded(
                new FromHost.Hello(node, held.incarnation(), held.revision()),
                pieces -> turns.execute(() -> take(number, pieces)),
                elsewhere -> turns.execute(() -> leave(number, elsewhere)));
        var _ = engine.ended().thenRun(() -> turns.execute(() -> leave(number, "")));
    }

    private void leave(int number, String elsewhere) {
        if (number == streams) {
            connect(elsewhere);
        }
    }

    private void take(int number, List<byte[]> pieces) {
        var to = stream;
        if (number != streams || to == null) {
            return;
        }
        var update = HostProtocol.readUpdate(HostProtocol.join(pieces));
        try {
            held.apply(update);
            to.enforced(update.revision());
        } catch (UpdateRefused e) {
            to.failed(update.revision(), String.valueOf(e.getMessage()));
        }
    }
}
