package io.margay.actors.cluster;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import io.margay.cluster.discovery.DnsName;
import io.margay.cluster.discovery.DnsName.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Has a member join those that DNS knows, looking again and again, until it is in; then it ends.
///
/// Only the first of all may begin a cluster, where no other answers that it is in one. All have to know of each other
/// by then, or each of two may be the first: so nobody begins before DNS has as many as there are to be. The first has
/// Akka ask the others for long, in vain, until it begins; all others ask again at each look.
public final class Joining {
    /// What it hears.
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Found(SortedSet<Place> places) implements Command {}

    private record Failed(String why) implements Command {}

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int NOTHING = -1;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final DnsName name;
    private final int leastMembers;
    private final Cluster cluster;
    private List<Address> tried = List.of();
    private String failure = "";
    private int said = NOTHING;

    private Joining(ActorContext<Command> context, TimerScheduler<Command> timers, DnsName name, int leastMembers) {
        this.context = context;
        this.timers = timers;
        this.name = name;
        this.leastMembers = leastMembers;
        this.cluster = Cluster.get(context.getSystem());
    }

    /// Has a member join others, as it is configured, or be a cluster of its own.
    public static void begin(ActorContext<?> context, EngineConfig config) {
        var cluster = Cluster.get(context.getSystem());
        var self = cluster.selfMember().address();
        if (config.isAlone()) {
            cluster.manager().tell(Join.create(self));
        } else if (config.discovers()) {
            var discovery = config.cluster().discovery();
            context.spawn(create(discovery.dnsName().orElseThrow(), discovery.leastMembers()), "joining");
        } else {
            cluster.manager().tell(new JoinSeedNodes(config.seedAddresses(self)));
        }
    }

    /// One that looks.
    ///
    /// @param leastMembers that DNS has to have before a cluster begins
    public static Behavior<Command> create(DnsName name, int leastMembers) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.getSelf().tell(new Look());
            return Behaviors.receiveMessage(new Joining(context, timers, name, leastMembers)::onMessage);
        }));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Look() -> {
                if (isIn()) {
                    return Behaviors.stopped();
                }
                look();
            }
            case Found(var places) -> {
                sayWaiting(places.size());
                join(places);
                timers.startSingleTimer(new Look(), BETWEEN_LOOKS);
            }
            case Failed(var why) -> {
                say(why);
                timers.startSingleTimer(new Look(), BETWEEN_LOOKS);
            }
        }
        return Behaviors.same();
    }

    private boolean isIn() {
        var status = cluster.selfMember().status();
        return !status.equals(MemberStatus.removed()) && !status.equals(MemberStatus.joining());
    }

    private void look() {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(this::find, THREADS),
                (places, why) -> why == null ? new Found(places) : new Failed(String.valueOf(why.getMessage())));
    }

    private SortedSet<Place> find() {
        try {
            return name.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Once for the same number. A name that does not exist has none.
    private void sayWaiting(int found) {
        if (found < leastMembers && found != said) {
            context.getLog()
                    .warn(
                            "{} has {} of {} members; it waits for more, or one in a cluster",
                            name.name(),
                            found,
                            leastMembers);
        }
        said = found;
    }

    /// Once for the same failure.
    private void say(String why) {
        if (!why.equals(failure)) {
            context.getLog().warn("members are not found: {}; it is tried again", why);
        }
        failure = why;
    }

    /// Who is named first may begin a cluster.
    private void join(SortedSet<Place> places) {
        var own = cluster.selfMember().address();
        var order = new ArrayList<Address>();
        for (var place : places) {
            order.add(new Address(own.protocol(), own.system(), place.host(), place.port()));
        }
        boolean mayBegin = places.size() >= leastMembers;
        if (!mayBegin && order.remove(own)) {
            order.addLast(own);
        }
        boolean isAlone = order.isEmpty() || (!mayBegin && order.equals(List.of(own)));
        if (!isAlone) {
            ask(order, order.getFirst().equals(own));
        }
    }

    /// Has Akka ask these; where it begins if none is in a cluster, only once: its time would begin anew.
    private void ask(List<Address> order, boolean begins) {
        boolean isNew = !order.equals(tried);
        if (isNew) {
            context.getLog().info("joins {}", order);
        }
        boolean isJoining = !cluster.selfMember().status().equals(MemberStatus.removed());
        if (isNew || (!begins && !isJoining)) {
            cluster.manager().tell(new JoinSeedNodes(order));
        }
        tried = order;
    }
}
