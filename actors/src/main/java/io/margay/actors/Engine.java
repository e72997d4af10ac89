package io.margay.actors;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.remote.RemoteTransportException;
import com.typesafe.config.Config;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.host.HostSession;
import io.margay.actors.report.Members;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.keeper.StoreActor;
import io.margay.actors.store.keeper.StoreClient;
import io.margay.actors.store.tables.DatabaseLogin;
import io.margay.actors.view.MemberView;
import io.margay.actors.view.NodeView;
import io.margay.engine.source.Change;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Transaction;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.UpdateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One member of an engine, with its shard, in this process: what the command line and the servers start.
///
/// Safe for any thread. Nothing here waits: what takes time is a stage.
public final class Engine {
    /// Once all has been handed over and every actor was told to stop, connections to other members may take so long to
    /// close. Those of Artery over TLS now and then never do, and then nothing is left that they would be good for.
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final ActorSystem<EngineActor.Command> system;
    private final long epoch;
    private final CompletableFuture<Done> ended = new CompletableFuture<>();
    private final @Nullable ResourceStore store;
    private final boolean isFed;
    private final EngineCounts counts;

    private Engine(ActorSystem<EngineActor.Command> system, Begun begun) {
        this.system = system;
        this.epoch = begun.epoch;
        this.counts = begun.counts;
        var _ = system.getWhenTerminated().thenAccept(ended::complete);
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "margay-ended", () -> {
            var _ = ended.completeOnTimeout(Done.done(), LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.completedFuture(Done.done());
        });
        this.store = begun.store;
        this.isFed = begun.isFed;
    }

    private record Begun(
            long epoch, EngineCounts counts, @Nullable ResourceStore store, boolean isFed) {}

    /// Where resources are kept.
    ///
    /// @param store the same for each member of a cluster
    /// @param clock tells when edits are made
    /// @param feeds whether what is kept there is what exists; otherwise the engine is fed, and it only records
    public record Keeping(StoreConfig store, InstantSource clock, boolean feeds) {}

    /// Starts an engine. What is asked of it before it is up waits until it is.
    ///
    /// Errors: an `UncheckedIOException` in words for a person, where it cannot listen for other members.
    ///
    /// @param epoch higher than at any start of an engine that the same hosts knew
    public static Engine start(EngineConfig config, long epoch) {
        return start(config, EngineCounts.untimed(), epoch);
    }

    /// The same with numbers of its own, which others may read.
    public static Engine start(EngineConfig config, EngineCounts counts, long epoch) {
        var setup = new EngineActor.Setup(config, null, counts, epoch);
        return new Engine(system(config.akka(), EngineActor.create(setup)), new Begun(epoch, counts, null, true));
    }

    /// Starts an engine that takes its resources from a store, and not from what it is fed.
    ///
    /// Errors: as of the other; and where the store's password cannot be read. That the store cannot be reached
    /// is none.
    ///
    /// @param store the same for each member of a cluster
    /// @param clock tells when edits are made
    public static Engine start(EngineConfig config, StoreConfig store, InstantSource clock, long epoch) {
        return start(config, new Keeping(store, clock, true), EngineCounts.untimed(), epoch);
    }

    /// The same with numbers of its own, which others may read.
    public static Engine start(EngineConfig config, Keeping kept, EngineCounts counts, long epoch) {
        var store = kept.store;
        var login = login(store);
        var way = new CompletableFuture<ActorRef<StoreActor.Command>>();
        var begun =
                new EngineActor.Store(new StoreActor.Setup(store, login, kept.clock, counts.store), way, kept.feeds);
        var akka = akka(config, store, login).resolve();
        var system = system(akka, EngineActor.create(new EngineActor.Setup(config, begun, counts, epoch)));
        return new Engine(system, new Begun(epoch, counts, new StoreClient(system, way, store), !kept.feeds));
    }

    /// Which part of a cluster goes on, its database decides, if it has one.
    private static Config akka(EngineConfig config, StoreConfig store, DatabaseLogin login) {
        var journal = login.akka();
        boolean isLeased = !config.isAlone() && store.database().isShared();
        return (isLeased ? journal.withFallback(login.lease()) : journal).withFallback(config.akka());
    }

    private static DatabaseLogin login(StoreConfig store) {
        try {
            return DatabaseLogin.of(store.database());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static ActorSystem<EngineActor.Command> system(Config akka, Behavior<EngineActor.Command> first) {
        try {
            return ActorSystem.create(first, "margay", akka);
        } catch (RemoteTransportException e) {
            throw new UncheckedIOException("cannot listen for other members: " + e.getMessage(), new IOException(e));
        }
    }

    /// What exists, where Margay is the source of it; otherwise what was recorded of that.
    ///
    /// Errors: an IllegalStateException where this engine has no store.
    public ResourceStore store() {
        var known = store;
        if (known == null) {
            throw new IllegalStateException("this engine has no store");
        }
        return known;
    }

    /// The source says that these resources exist, that these do not, and that this is all for now. Each member of a
    /// cluster is fed the same; what counts is what the member is fed that the source is on.
    ///
    /// Errors: an IllegalStateException where this engine has a store, which says it.
    public void feed(Collection<? extends Resource> upserted, Collection<ResourceKey> deleted) {
        if (!isFed) {
            throw new IllegalStateException("this engine has its resources from a store");
        }
        var changes = new ArrayList<Change>(upserted.size() + deleted.size());
        deleted.forEach(key -> changes.add(new Change.Deleted(key)));
        upserted.forEach(resource -> changes.add(new Change.Upserted(resource)));
        system.tell(new EngineActor.Fed(List.copyOf(changes)));
    }

    /// Begins the stream of a host in this process. What it gets has been through the host protocol.
    ///
    /// @param held what the host holds; it takes what comes
    /// @param sink gets each transaction, on a thread of the engine's: it must not wait
    public HostStream attach(String node, HostReplica held, Consumer<Transaction> sink) {
        var stream = new CompletableFuture<HostStream>();
        stream.complete(attachEncoded(node, held.revision(), pieces -> {
            var update = HostProtocol.readUpdate(HostProtocol.join(pieces));
            try {
                sink.accept(held.apply(update));
            } catch (UpdateRefused e) {
                var _ = stream.thenAccept(it -> it.failed(update.revision(), String.valueOf(e.getMessage())));
            }
        }));
        return stream.join();
    }

    /// Begins the stream of a host.
    ///
    /// @param held the revision that the host holds; 0: nothing
    /// @param sink gets each message of the host protocol, in pieces that others may get, too, on a thread of the
    ///     engine's: it must not wait, nor change them
    public HostStream attachEncoded(String node, long held, Consumer<List<byte[]>> sink) {
        return attachUpdates(node, held, new UpdateWriter(sink));
    }

    /// Begins the stream of a host that says hello. What another life of the engine told it, it is told anew.
    ///
    /// @param sink as of the other
    /// @param away is told where else the host is served, empty where that is not known; it must not wait
    public HostStream attachEncoded(FromHost.Hello hello, Consumer<List<byte[]>> sink, Consumer<String> away) {
        boolean isKnown = hello.incarnation() == epoch;
        var held = new EngineActor.Held(isKnown ? hello.revision() : 0, hello.revision());
        return attach(new EngineActor.Host(hello.node(), held, new UpdateWriter(sink), away));
    }

    /// The same before anything is encoded.
    ///
    /// @param sink gets each update, on a thread of the engine's: it must not wait
    public HostStream attachUpdates(String node, long held, Consumer<Update> sink) {
        return attach(new EngineActor.Host(node, new EngineActor.Held(held, held), sink, _ -> {}));
    }

    private HostStream attach(EngineActor.Host host) {
        var session = new CompletableFuture<HostSession>();
        system.tell(new EngineActor.Attach(host, session));
        return new AttachedStream(session);
    }

    /// Every node of this member, in the order of their names, once all that was fed has had its effect and nothing is
    /// under way.
    ///
    /// Errors: the stage fails if the engine ends first, or after the time.
    public CompletionStage<List<NodeView>> settled(Duration atMost) {
        CompletionStage<Settlement.Settled> asked = AskPattern.ask(
                system,
                replyTo -> new EngineActor.GetSettled(new Settlement.Asked(atMost, replyTo)),
                atMost,
                system.scheduler());
        return asked.applyToEither(failed(), Engine::views);
    }

    /// Done once all that was fed has had its effect and nothing is under way: every host that is connected was
    /// told all that it should hold, and has answered.
    ///
    /// Errors: the stage fails if the engine ends first, or after the time. Cost: a dozen messages and a look at
    /// each host's link; no node is woken.
    public CompletionStage<Done> atRest(Duration atMost) {
        CompletionStage<Done> asked = AskPattern.ask(system, EngineActor.AwaitRest::new, atMost, system.scheduler());
        return asked.applyToEither(failed(), done -> done);
    }

    /// How this member is now. Waits for nothing that is under way.
    ///
    /// Errors: the stage fails if the engine ends first, or is not up within the time.
    ///
    /// @param atMost how long nodes may take to answer; who does not is left out
    public CompletionStage<MemberView> present(Duration atMost) {
        CompletionStage<MemberView> asked = AskPattern.ask(
                system,
                replyTo -> new EngineActor.GetPresent(new Look.Asked(atMost, replyTo)),
                atMost.multipliedBy(2),
                system.scheduler());
        return asked.applyToEither(failed(), view -> view);
    }

    /// The members of its cluster, whose questions this one answers from now on. Once.
    public Members members(Function<String, CompletionStage<String>> answers) {
        return Members.of(system, answers);
    }

    /// What its actors count. Each time that this is asked they are also asked, for the next time, how long what they
    /// are told waits.
    public EngineCounts counts() {
        system.tell(new EngineActor.Measure());
        return counts;
    }

    /// Done when it has ended, whether it was stopped or failed.
    public CompletionStage<Done> ended() {
        return ended.minimalCompletionStage();
    }

    /// Stops it. Hosts keep what they have.
    public CompletionStage<Done> stop() {
        system.terminate();
        return ended();
    }

    private <T> CompletionStage<T> failed() {
        return ended().thenApply(_ -> {
            throw new IllegalStateException("the engine ended");
        });
    }

    private static List<NodeView> views(Settlement.Settled settled) {
        return NodeView.all(settled.nodes(), settled.view());
    }

    /// A stream whose session comes soon. What is said before waits for it; later, a stage would be too dear.
    private static final class AttachedStream implements HostStream {
        private final CompletableFuture<HostSession> coming = new CompletableFuture<>();
        private volatile @Nullable HostSession session;

        private AttachedStream(CompletionStage<HostSession> attached) {
            var _ = coming.thenAccept(it -> session = it);
            var _ = attached.thenAccept(coming::complete);
        }

        @Override
        public void enforced(long revision) {
            var known = session;
            if (known == null) {
                then(it -> it.enforced(revision));
            } else {
                known.enforced(revision);
            }
        }

        @Override
        public void failed(long revision, String why) {
            then(it -> it.failed(revision, why));
        }

        @Override
        public void close() {
            then(HostSession::ended);
        }

        private void then(Consumer<HostSession> said) {
            var _ = coming.thenAccept(said);
        }
    }
}
