package io.margay.cli.server;

import io.margay.actors.count.Latency;
import io.margay.wire.FromHost;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What is counted of hosts' streams, all together. For any thread; each is an addition.
final class HostCounts {
    /// Streams that began.
    final LongAdder streams = new LongAdder();

    /// Streams that were refused, for their certificates.
    final LongAdder refused = new LongAdder();

    /// Transactions that hosts were told.
    final LongAdder transactions = new LongAdder();

    /// Their bytes, before TLS.
    final LongAdder bytes = new LongAdder();

    /// Transactions of which hosts answered that they enforce them.
    final LongAdder enforced = new LongAdder();

    /// Transactions of which they answered that they could not take them on.
    final LongAdder failed = new LongAdder();

    /// Rules and members that others had changed on hosts, and hosts repaired.
    final LongAdder repaired = new LongAdder();

    /// From when a host was told a transaction until it answered.
    final Latency answers = new Latency();

    /// A host is told something.
    void told(List<byte[]> message) {
        transactions.increment();
        bytes.add(message.stream().mapToLong(piece -> piece.length).sum());
    }

    /// A host answered that it enforces what it was told, after so long.
    void enforced(long millis) {
        enforced.increment();
        answers.took(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /// A host answered that it could not take on what it was told, after so long.
    void failed(long millis) {
        failed.increment();
        answers.took(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /// A host says how it stands. What it repaired before it said so here for the first time, was counted elsewhere.
    void stands(FromHost.Standing now, HostRoll.@Nullable State before) {
        var known = before == null ? null : before.said();
        if (known != null) {
            boolean beganAnew = now.repaired() < known.repaired();
            repaired.add(beganAnew ? now.repaired() : now.repaired() - known.repaired());
        }
    }
}
