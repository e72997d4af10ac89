package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.dataplane.agent.Uplink;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.model.resource.Resource;
import io.margay.model.update.HostReplica;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A host that takes what comes.
final class TakingHost implements Uplink.Sink {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private final String node;
    private final BlockingQueue<String> begins = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final HostReplica replica = new HostReplica();
    private final HostModel model = new HostModel();
    private final Uplink.Stream stream;

    TakingHost(String node, Uplink uplink) {
        this.node = node;
        stream = uplink.connect(new FromHost.Hello(node, 0, 0), this);
    }

    @Override
    public void began() {
        begins.add("began");
    }

    @Override
    public synchronized void accept(List<byte[]> pieces) {
        var update = HostProtocol.readUpdate(HostProtocol.join(pieces));
        model.apply(replica.apply(update));
        stream.say(new FromHost.Enforced(update.revision()));
    }

    @Override
    public void ended(String why) {
        ends.add(why);
    }

    void say(FromHost said) {
        stream.say(said);
    }

    void awaitBegin() throws InterruptedException {
        assertThat(begins.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .as("it began; ended: " + ends)
                .isNotNull();
    }

    /// Waits for the end of its stream; why.
    String awaitEnd() throws InterruptedException {
        var why = ends.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (why == null) {
            throw new AssertionError("the stream did not end");
        }
        return why;
    }

    void awaitHolds(Supplier<Collection<Resource>> inputs) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(contents()).isEqualTo(BruteForce.host(node, inputs.get())));
    }

    void close() {
        stream.close();
        assertThat(ends).isEmpty();
    }

    private synchronized Object contents() {
        return model.contents();
    }
}
