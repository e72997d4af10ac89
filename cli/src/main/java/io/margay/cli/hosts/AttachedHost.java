package io.margay.cli.hosts;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.model.ruleset.Transaction;
import io.margay.model.update.HostReplica;
import java.util.concurrent.CompletableFuture;

/// A model host at the end of its stream: takes each transaction on, and says so.
///
/// Transactions come on the engine's threads. What they made of the model is seen by whoever waited until the engine
/// was settled, which it is only when it has heard that the host enforces them.
final class AttachedHost implements AutoCloseable {
    private final ModelHost model;
    private final CompletableFuture<HostStream> stream = new CompletableFuture<>();
    private final CompletableFuture<ModelHost> first = new CompletableFuture<>();

    private AttachedHost(String node) {
        this.model = new ModelHost(node);
    }

    static AttachedHost of(Engine engine, String node) {
        var host = new AttachedHost(node);
        host.stream.complete(engine.attach(node, new HostReplica(), host::take));
        return host;
    }

    /// The model once it holds its first transaction, which fails where one was not right.
    CompletableFuture<ModelHost> model() {
        return first;
    }

    @Override
    public void close() {
        stream.join().close();
    }

    private synchronized void take(Transaction transaction) {
        try {
            model.apply(transaction);
        } catch (NotSent e) {
            first.obtrudeException(e);
            return;
        }
        first.complete(model);
        var _ = stream.thenAccept(it -> it.enforced(transaction.revision()));
    }
}
