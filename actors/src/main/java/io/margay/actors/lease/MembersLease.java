package io.margay.actors.lease;

import akka.actor.ExtendedActorSystem;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.javadsl.Lease;
import com.typesafe.config.Config;
import io.margay.actors.store.tables.LeaseRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Akka's `lease-majority` asks whether this member's part goes on, where it cannot reach others.
///
/// It is had by writing down who is lost, and refused to who was written down; see [LeaseRow]. So it is never held
/// for a time: there is nothing to renew, that runs out, or that keeps the same members from deciding again. A database
/// that does not answer is waited for; in vain, it counts as refused.
///
/// Akka makes it, by `margay-lease.conf`. Safe for any thread.
public final class MembersLease extends Lease {
    private static final Logger LOG = LoggerFactory.getLogger(MembersLease.class);
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Set<MemberStatus> NOT_YET_OR_NO_MORE =
            Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.down(), MemberStatus.exiting());

    private final LeaseSettings settings;
    private final ExtendedActorSystem system;
    private final LeaseRow row;

    /// That of a member.
    public MembersLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.system = system;
        var config = settings.leaseConfig();
        this.row = new LeaseRow(config.getString("url"), login(config), settings.leaseName());
    }

    private static Properties login(Config config) {
        var login = new Properties();
        config.getConfig("properties")
                .entrySet()
                .forEach(it -> login.put(it.getKey(), it.getValue().unwrapped()));
        login.put("user", config.getString("user"));
        login.put("password", config.getString("password"));
        return login;
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    /// Who is lost is what is seen now, as Akka decides: it asks in the same moment. Any part but the first waits, for
    /// that one to come first.
    @Override
    public CompletionStage<Boolean> acquire() {
        var split = split(Cluster.get(system));
        return CompletableFuture.supplyAsync(() -> goesOn(split), split.isFirst() ? THREADS : afterTheFirst());
    }

    private Executor afterTheFirst() {
        var wait = settings.leaseConfig().getDuration("wait-for-first");
        return CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, THREADS);
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        return acquire();
    }

    /// There is nothing to give back.
    @Override
    public CompletionStage<Boolean> release() {
        return CompletableFuture.completedStage(true);
    }

    /// Never for certain: each decision is about others.
    @Override
    public boolean checkLease() {
        return false;
    }

    private static Split split(Cluster cluster) {
        var state = cluster.state();
        var unreachable = state.getUnreachable();
        var members = new ArrayList<Split.Seen>();
        for (var member : state.getMembers()) {
            members.add(new Split.Seen(
                    name(member.uniqueAddress()),
                    counts(member),
                    unreachable.contains(member),
                    state.getSeenBy().contains(member.address())));
        }
        return Split.of(name(cluster.selfUniqueAddress()), members);
    }

    private static boolean counts(Member member) {
        return !NOT_YET_OR_NO_MORE.contains(member.status());
    }

    private static String name(UniqueAddress of) {
        return of.address().getHost().orElse("") + ":" + of.address().getPort().orElse(0) + "#" + of.longUid();
    }

    /// Blocks for as long as there is patience.
    private boolean goesOn(Split split) {
        var over = new CompletableFuture<Void>()
                .completeOnTimeout(null, patience(split).toMillis(), TimeUnit.MILLISECONDS);
        var failure = "";
        do {
            try {
                return said(row.goesOn(split.self(), split.lost()), split.lost());
            } catch (SQLException e) {
                failure = sayWaiting(split, failure, String.valueOf(e.getMessage()));
            }
        } while (!isOver(over));
        LOG.atError()
                .addKeyValue("lost", split.lost())
                .log("members are lost, the store's database too: this part ends");
        return false;
    }

    private Duration patience(Split split) {
        return settings.leaseConfig().getDuration(split.isMajority() ? "patience-of-majority" : "patience");
    }

    /// Once for the same failure.
    private String sayWaiting(Split split, String before, String now) {
        if (!now.equals(before)) {
            LOG.atWarn()
                    .addKeyValue("lost", split.lost())
                    .addKeyValue("why", now)
                    .addKeyValue("for", patience(split))
                    .log("members are lost, and the store's database does not say whether this part goes on: waits");
        }
        return now;
    }

    private static boolean said(boolean goesOn, List<String> lost) {
        if (goesOn) {
            LOG.atWarn().addKeyValue("lost", lost).log("members are lost; this part goes on");
        } else {
            LOG.atError().log("this member is lost to the others, who go on: it ends");
        }
        return goesOn;
    }

    /// Waits a little; whether that is all.
    private boolean isOver(CompletableFuture<Void> over) {
        try {
            over.get(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return system.getWhenTerminated().toCompletableFuture().isDone();
        } catch (InterruptedException | ExecutionException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
