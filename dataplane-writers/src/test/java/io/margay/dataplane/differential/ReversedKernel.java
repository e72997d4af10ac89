package io.margay.dataplane.differential;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.PassedIpset;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A planted fault: what is written reaches the kernel in the reverse of its order, so that a change opens before it
/// closes, and rules look into sets that are filled after them. Sets are made at once, empty.
final class ReversedKernel {
    private final Backend.Between below;
    private final List<Runnable> waiting = new ArrayList<>();

    /// @param below what is between this and the kernel
    ReversedKernel(Backend.Between below) {
        this.below = below;
    }

    Backend.Between between() {
        return new Backend.Between(
                kernel -> new Sets(below.ipset().apply(kernel)),
                kernel -> new Tables(below.iptables().apply(kernel)),
                this::flush);
    }

    /// What was written reaches the kernel.
    private void flush() {
        waiting.reversed().forEach(Runnable::run);
        waiting.clear();
    }

    private Optional<Refusal> later(Runnable change) {
        waiting.add(change);
        return Optional.empty();
    }

    private final class Tables implements Iptables {
        private final Iptables kernel;

        private Tables(Iptables kernel) {
            this.kernel = kernel;
        }

        /// All chains of a table then come in one text: what leads to a chain cannot come before it.
        @Override
        public io.margay.dataplane.kernel.Backend backend() {
            return io.margay.dataplane.kernel.Backend.LEGACY;
        }

        @Override
        public Exit restore(IpVersion version, String text) {
            waiting.add(() -> {
                var exit = kernel.restore(version, text);
                if (!exit.ok()) {
                    throw new IllegalStateException(exit.why());
                }
            });
            return new Exit(0, "", "");
        }

        @Override
        public Exit save(IpVersion version, Table table, Consumer<String> lines) {
            return kernel.save(version, table, lines);
        }
    }

    /// What is destroyed is so at once: it is refused while rules look into it.
    private final class Sets extends PassedIpset {
        private final Ipset kernel;

        private Sets(Ipset kernel) {
            super(kernel);
            this.kernel = kernel;
        }

        @Override
        public Optional<Refusal> add(SetSpec set, Members members) {
            return later(() -> kernel.add(set, members));
        }

        @Override
        public Optional<Refusal> delete(SetSpec set, Members members) {
            return later(() -> kernel.delete(set, members));
        }

        @Override
        public Optional<Refusal> flush(String name) {
            return later(() -> kernel.flush(name));
        }

        @Override
        public Optional<Refusal> swap(String name, String other) {
            return later(() -> kernel.swap(name, other));
        }
    }
}
