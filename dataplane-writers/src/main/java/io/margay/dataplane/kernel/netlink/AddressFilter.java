package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.net.IpVersion;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// For which IP versions the kernel finds the flows of an address when it is told to delete them, and only those.
///
/// That is tried, for each place that an address may have in a flow, in a network namespace of its own: kernels before
/// 6.11 cannot do it, and later ones (6.18) that can take, of IPv6, all flows but those of the address. Where it cannot
/// be tried, for none.
/// Cost: some milliseconds, on a thread of its own, once a process.
final class AddressFilter {
    private static final class OfThisKernel {
        private static final AddressFilter FILTER = new AddressFilter(
                NetnsThreads.callInScratch(OfThisKernel::right).exceptionally(_ -> Set.of()));

        private static Set<IpVersion> right() throws NetlinkFailure {
            var right = EnumSet.noneOf(IpVersion.class);
            try (var socket = NetlinkSocket.open(Netns.OWN)) {
                for (var version : IpVersion.values()) {
                    add(version, new FlowTrial(socket, version), right);
                }
            }
            return right;
        }

        private static void add(IpVersion version, FlowTrial trial, Set<IpVersion> right) throws NetlinkFailure {
            if (trial.isRight()) {
                right.add(version);
            }
        }
    }

    private final CompletableFuture<Set<IpVersion>> right;

    private AddressFilter(CompletableFuture<Set<IpVersion>> right) {
        this.right = right;
    }

    /// That of the kernel below; from now on it is tried.
    static AddressFilter ofThisKernel() {
        return OfThisKernel.FILTER;
    }

    /// One that finds nothing.
    static AddressFilter none() {
        return new AddressFilter(CompletableFuture.completedFuture(Set.of()));
    }

    /// Whether it finds just what it should. Waits until that was tried.
    boolean isRightFor(IpVersion version) {
        return right.join().contains(version);
    }
}
