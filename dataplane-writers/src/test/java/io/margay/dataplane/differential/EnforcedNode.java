package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.dataplane.iptables.MovedClock;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.plan.Desired;
import io.margay.dataplane.plan.Writer;
import io.margay.model.update.Update;
import java.time.Duration;
import java.util.List;

/// What an agent does on a node, without its actors: what it is told becomes transactions, plans, and the kernel's.
final class EnforcedNode implements AutoCloseable {
    /// In so many parts all is looked at, at most.
    private static final int PARTS = 12;

    private Backend backend;
    private final Netns netns;
    private final Between between;
    private final MovedClock clock = new MovedClock();
    private Desired desired = new Desired();
    private Backend.Life life;

    /// A node that enforces that nothing is known: all interfaces of workloads are closed.
    EnforcedNode(Backend backend, Netns netns, Between between) {
        this.backend = backend;
        this.netns = netns;
        this.between = between;
        this.life = backend.begin(netns, between, clock);
        take(List.of(new Update("", 1, 0, 1, false, List.of())));
    }

    /// Enforces as one what the engine says in some updates.
    void take(List<Update> updates) {
        updates.forEach(desired::take);
        desired.next(life.writer().wanted()).ifPresent(plan -> {
            var outcome = life.writer().apply(plan);
            between.applied().run();
            assertThat(outcome).isInstanceOf(Writer.Done.class);
        });
    }

    /// The agent ends, whatever it was doing, and begins anew: it has what it was told from its disk, and knows nothing
    /// of the kernel.
    void beginAnew() {
        beginWith(desired.whole());
    }

    /// The same, and it writes to the other of two backends from now on.
    void beginAnewInTheOther() {
        backend = backend.other();
        beginAnew();
    }

    private void beginWith(Update disk) {
        end();
        life = backend.begin(netns, between, clock);
        desired = new Desired();
        take(List.of(disk));
    }

    /// The agent is killed after some steps of enforcing some updates, begins anew, and enforces them.
    ///
    /// @param hasNoted whether they were on its disk when it was killed; if not, it is told them again
    void takeKilled(List<Update> updates, boolean hasNoted, Killer killer, int steps) {
        var before = desired.whole();
        killer.killAfter(steps, () -> take(updates));
        if (hasNoted) {
            beginAnew();
        } else {
            beginWith(before);
            take(updates);
        }
    }

    /// Looks for what others changed, and puts it right.
    void refresh() {
        clock.move(Duration.ofHours(1));
        for (int part = 0; part < PARTS; part++) {
            assertThat(life.writer().refresh()).isInstanceOf(Writer.Done.class);
        }
    }

    private void end() {
        try {
            life.kernel().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end();
    }
}
