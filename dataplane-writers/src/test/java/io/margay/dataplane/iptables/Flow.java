package io.margay.dataplane.iptables;

import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Seen;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// New connections all the time, while something else happens: from `a` to the server, which may be, and from `b`,
/// which
/// may not.
final class Flow implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration LONGER = Duration.ofSeconds(10);
    private static final int PORT = 80;

    private final PacketLab lab;
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final CompletableFuture<Void> running;
    private volatile boolean isEnding;

    Flow(PacketLab lab) {
        this.lab = lab;
        this.running = CompletableFuture.runAsync(this::run, Thread.ofVirtual()::start);
    }

    private void run() {
        while (!isEnding) {
            List.of(lab.ip4("server"), lab.ip6("server")).forEach(this::send);
            rounds.incrementAndGet();
        }
    }

    private void send(Ip to) {
        var packet = new Packet(Protocol.TCP, to, PORT, 0);
        // The first SYN must get through: where it is lost, the second comes after a second.
        var allowed = lab.station("a").send(packet, Duration.ofMillis(900));
        var denied = lab.station("b").send(packet, PATIENCE);
        if (allowed.join() != Seen.ANSWERED) {
            wrong.add("a was kept from " + to + ": " + allowed.join());
        }
        if (denied.join() != Seen.SILENT) {
            wrong.add("b got through to " + to + ": " + denied.join());
        }
    }

    /// What did what it must not.
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /// Waits until so many more have begun and ended.
    void awaitRounds(int more) {
        int from = rounds.get();
        long deadline = System.nanoTime() + LONGER.toNanos();
        while (rounds.get() <= from + more) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no connections were tried");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        isEnding = true;
        running.join();
    }
}
