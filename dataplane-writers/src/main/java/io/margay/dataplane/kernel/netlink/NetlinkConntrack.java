package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowKey;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.PacketsUnderWay;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.model.net.Ip;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The flows of a network namespace, by netlink.
///
/// Its sockets are opened when they are first needed, and again after one failed; an operation that met such a failure
/// is refused with `NO_ACCESS`, where there was no socket, or `NO_ANSWER`, where it may have been done or not.
/// Memory: two buffers for each socket, 512 KiB together, whatever the table holds.
/// Cost: `docs/decisions/0021-flows-that-end.md`.
public final class NetlinkConntrack implements Conntrack {
    private interface Work {
        Optional<Rejection> in(ConntrackSession session) throws NetlinkFailure;
    }

    private final Netns netns;
    private final AddressFilter filter;
    private @Nullable ConntrackSession session;
    private boolean isBusy;

    private NetlinkConntrack(Netns netns, AddressFilter filter) {
        this.netns = netns;
        this.filter = filter;
    }

    /// The flows of a namespace.
    public static NetlinkConntrack in(Netns netns) {
        return new NetlinkConntrack(netns, AddressFilter.ofThisKernel());
    }

    /// Those of a namespace, on a kernel that does not look for addresses itself.
    static NetlinkConntrack withoutFilter(Netns netns) {
        return new NetlinkConntrack(netns, AddressFilter.none());
    }

    @Override
    public Optional<Refusal> list(Filter filter, Consumer<Flow> into) {
        return ask(
                "list flows",
                it -> it.list(filter, flow -> {
                    if (filter.mark().isIn(flow.mark())) {
                        into.accept(flow);
                    }
                }));
    }

    @Override
    public Optional<Refusal> delete(FlowKey flow) {
        return ask("delete a flow", it -> it.delete(flow));
    }

    @Override
    public Reading<Long> deleteIf(Filter filter, Predicate<Flow> which) {
        return change("delete flows", filter, which, ConntrackSession::deleting);
    }

    @Override
    public boolean deleteOf(Ip address) {
        if (!filter.isRightFor(address.version())) {
            return false;
        }
        boolean[] isDone = new boolean[1];
        var refusal = ask("delete flows of an address", it -> {
            isDone[0] = !it.mayHoldFlows();
            return isDone[0] ? it.delete(address) : Optional.empty();
        });
        return isDone[0] && refusal.isEmpty();
    }

    @Override
    public Reading<Long> markIf(Filter filter, Predicate<Flow> which, FlowMark mark) {
        return change("mark flows", filter, which, it -> it.marking(mark));
    }

    private Reading<Long> change(
            String attempted, Filter filter, Predicate<Flow> which, Function<ConntrackSession, FlowBatch> batches) {
        var done = new long[1];
        return ask(attempted, it -> {
                    var batch = batches.apply(it);
                    var rejection = it.change(filter, which, batch);
                    done[0] = batch.done();
                    return rejection;
                })
                .<Reading<Long>>map(Reading.Unread::new)
                .orElseGet(() -> new Reading.Read<>(done[0]));
    }

    private Optional<Refusal> ask(String attempted, Work work) {
        if (isBusy) {
            throw new IllegalStateException(attempted + ", in the midst of another operation");
        }
        ConntrackSession open;
        try {
            open = open();
        } catch (NetlinkFailure e) {
            return Optional.of(new Refusal(Refusal.Reason.NO_ACCESS, attempted, "", e.why()));
        }
        isBusy = true;
        boolean isWhole = false;
        try {
            var rejection = work.in(open);
            isWhole = true;
            return rejection.map(it -> ConntrackError.refusal(it, attempted));
        } catch (NetlinkFailure e) {
            return Optional.of(new Refusal(Refusal.Reason.NO_ANSWER, attempted, "", e.why()));
        } finally {
            isBusy = false;
            if (!isWhole) {
                // There may be messages that were not sent, or answers that were not read.
                close();
            }
        }
    }

    private ConntrackSession open() throws NetlinkFailure {
        var open = session;
        if (open == null) {
            open = ConntrackSession.open(netns);
            session = open;
        }
        return open;
    }

    /// Where the kernel cannot say when that is, it is some microseconds: this does not wait.
    @Override
    public void settle() {
        boolean _ = PacketsUnderWay.await();
    }

    /// Closes the sockets, and with them lets go of the namespace; the next operation opens others.
    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
