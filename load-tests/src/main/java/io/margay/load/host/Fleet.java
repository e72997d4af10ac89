package io.margay.load.host;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import io.margay.dataplane.agent.GrpcUplink;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Many simulated hosts, each with a certificate and a connection of its own.
public final class Fleet implements AutoCloseable {
    private static final long LEAST_WAIT_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 5;

    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final PartTable parts = new PartTable();
    private final ScheduledExecutorService timer;
    private final Waiting waiting;

    private Fleet(Duration answerDelay, long seed) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("hosts-timer").factory());
        waiting = new Waiting(timer, answerDelay, new Random(seed));
    }

    /// How hosts are made.
    ///
    /// @param folder for their certificates
    /// @param validity of these
    /// @param answerDelay how long after it was told a host says that it enforces it
    public record Settings(
            Path folder, Issuer issuer, Issuer.Validity validity, Duration answerDelay, Audience audience, long seed) {}

    /// Hosts of these nodes, which do not connect yet. Certificates are made; that takes some milliseconds a host.
    ///
    /// @param engines where they begin, each at another
    public static Fleet of(List<String> nodes, List<HostPort> engines, Settings settings) throws IOException {
        var fleet = new Fleet(settings.answerDelay, settings.seed);
        var numbers = new PolicyNumbers();
        for (int i = 0; i < nodes.size(); i++) {
            var folder = settings.folder.resolve(nodes.get(i));
            settings.issuer.node(folder, nodes.get(i), settings.validity);
            var order = new ArrayList<>(engines);
            Collections.rotate(order, i);
            var uplink = new GrpcUplink(order, TlsFolder.open(folder, _ -> {}), new EnginePaths());
            var around = new SimulatedHost.Surroundings(fleet.parts, numbers, settings.audience, fleet.waiting, uplink);
            fleet.hosts.add(new SimulatedHost(i, nodes.get(i), around));
        }
        return fleet;
    }

    /// All hosts, in the order of their nodes.
    public List<SimulatedHost> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    /// What they were told, each part once.
    public PartTable parts() {
        return parts;
    }

    /// All connect, over some time.
    public void connect(Duration over) {
        for (int i = 0; i < hosts.size(); i++) {
            var host = hosts.get(i);
            var _ = timer.schedule(
                    () -> Thread.ofVirtual().start(host::connect),
                    over.toNanos() * i / hosts.size(),
                    TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        hosts.forEach(host -> host.pause(false));
    }

    private record Waiting(ScheduledExecutorService timer, Duration answerDelay, Random random)
            implements SimulatedHost.Later {
        @Override
        public void again(int attempt, Runnable what) {
            long most = LEAST_WAIT_MILLIS << Math.min(attempt, MOST_DOUBLINGS);
            schedule(what, TimeUnit.MILLISECONDS.toNanos(most / 2 + random.nextLong(most / 2)));
        }

        @Override
        public void answer(Runnable what) {
            if (answerDelay.isZero()) {
                what.run();
            } else {
                schedule(what, answerDelay.toNanos());
            }
        }

        private void schedule(Runnable what, long nanos) {
            try {
                var _ = timer.schedule(() -> Thread.ofVirtual().start(what), nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                return; // the fleet is closed
            }
        }
    }
}
