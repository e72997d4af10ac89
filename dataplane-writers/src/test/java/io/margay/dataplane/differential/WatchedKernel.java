package io.margay.dataplane.differential;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.PassedIpset;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Singles;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A kernel in which each change is one step, a member at a time, and after each step somebody looks, and is told in
/// words what it was.
final class WatchedKernel {
    /// A change.
    ///
    /// @param version of the packets that it concerns; empty: any
    record Step(Optional<IpVersion> version, String words) {
        boolean concerns(Shot shot) {
            return version.isEmpty() || version.get() == shot.version();
        }
    }

    private final Consumer<Step> look;

    WatchedKernel(Consumer<Step> look) {
        this.look = look;
    }

    Backend.Between between() {
        return new Backend.Between(Sets::new, Tables::new, () -> {});
    }

    private <T> T looked(Step step, T result) {
        look.accept(step);
        return result;
    }

    private final class Tables implements Iptables {
        private final Iptables kernel;

        private Tables(Iptables kernel) {
            this.kernel = kernel;
        }

        @Override
        public Exit restore(IpVersion version, String text) {
            var exit = kernel.restore(version, text);
            return looked(new Step(Optional.of(version), "rules of IPv" + version.number() + ": " + text), exit);
        }

        @Override
        public Exit save(IpVersion version, Table table, Consumer<String> lines) {
            return kernel.save(version, table, lines);
        }
    }

    private final class Sets extends PassedIpset {
        private final Ipset kernel;

        private Sets(Ipset kernel) {
            super(kernel);
            this.kernel = kernel;
        }

        @Override
        public Optional<Refusal> add(SetSpec set, Members members) {
            return oneByOne(step(set, "add to "), members, one -> kernel.add(set, one));
        }

        @Override
        public Optional<Refusal> delete(SetSpec set, Members members) {
            return oneByOne(step(set, "delete from "), members, one -> kernel.delete(set, one));
        }

        private static Step step(SetSpec set, String what) {
            return new Step(Optional.of(set.version()), what + set.name());
        }

        private Optional<Refusal> oneByOne(Step what, Members members, Function<Members, Optional<Refusal>> change) {
            var all = Singles.of(members);
            Optional<Refusal> refusal = Optional.empty();
            for (int i = 0; i < all.size() && refusal.isEmpty(); i++) {
                refusal = looked(what, change.apply(all.get(i)));
            }
            return refusal;
        }

        @Override
        public Optional<Refusal> flush(String name) {
            return looked(new Step(Optional.empty(), "flush " + name), kernel.flush(name));
        }

        @Override
        public Optional<Refusal> swap(String name, String other) {
            var refusal = kernel.swap(name, other);
            return looked(new Step(Optional.empty(), "swap " + name + " and " + other), refusal);
        }
    }
}
