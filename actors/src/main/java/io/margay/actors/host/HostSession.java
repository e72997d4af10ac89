package io.margay.actors.host;

import io.margay.model.update.Update;
import java.util.function.Consumer;

/// One stream of a host, as its [HostSessions] knows it: where updates go in, and what the host was told and said.
///
/// The sink takes an update without waiting: it is where the stream's own buffer begins, and it never has more than
/// one to hold, for the next comes after the host's answer; but for one that replaces it, if the links began anew.
public final class HostSession implements Consumer<Update> {
    private final String node;
    private final Consumer<Update> sink;
    private Consumer<RuntimeException> faults = fault -> {
        throw fault;
    };
    private long held;
    private long told;

    /// The stream of a host that holds a revision; 0: nothing.
    public HostSession(String node, long held, Consumer<Update> sink) {
        this.node = node;
        this.held = held;
        this.sink = sink;
    }

    @Override
    public void accept(Update update) {
        told = update.revision();
        try {
            sink.accept(update);
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }

    /// Has `heard` told what the sink throws. That is a fault of one stream, and none of those that the same actor has.
    void onFault(Consumer<RuntimeException> heard) {
        faults = heard;
    }

    /// Whose it is.
    String node() {
        return node;
    }

    /// What the host holds, as far as it has said.
    long held() {
        return held;
    }

    /// What it was last told on this stream; 0: nothing.
    long told() {
        return told;
    }

    /// The host holds a revision.
    void enforced(long revision) {
        held = revision;
    }
}
