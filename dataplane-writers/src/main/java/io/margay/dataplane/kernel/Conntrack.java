package io.margay.dataplane.kernel;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The flows that a network namespace keeps track of. Used by one thread at a time; may block.
///
/// The table is never all in memory, and it changes while it is told: a flow that comes or goes meanwhile may be told
/// or not, and one that is there all the time is told once or, where those beside it go, again.
public interface Conntrack extends AutoCloseable {
    /// Which flows are told; the kernel leaves out the others, all that it can.
    ///
    /// @param mark what their marks have
    record Filter(IpVersion version, FlowMark mark) {
        /// All flows of a version.
        public static Filter all(IpVersion version) {
            return new Filter(version, FlowMark.ANY);
        }
    }

    /// Tells flows, in no order.
    ///
    /// @param into must not use this object
    Optional<Refusal> list(Filter filter, Consumer<Flow> into);

    /// Deletes a flow; done, too, if it is no longer there.
    Optional<Refusal> delete(FlowKey flow);

    /// Deletes the flows that `which` says, in one look at the table; how many were still there.
    ///
    /// A refusal of one keeps no other from being deleted; the first is said.
    ///
    /// @param which must not use this object
    Reading<Long> deleteIf(Filter filter, Predicate<Flow> which);

    /// Deletes all flows of an address, whichever end of a flow it is, in either direction and in every zone, where the
    /// kernel can look for them itself. Whether it could: else some may be left, and `deleteIf` is what is needed.
    ///
    /// Cost: with few flows, a tenth of a look at the table; with very many, half of one.
    boolean deleteOf(Ip address);

    /// Gives the flows that `which` says these bits of a mark, and leaves their other bits; how many were still there.
    ///
    /// @param which must not use this object
    Reading<Long> markIf(Filter filter, Predicate<Flow> which, FlowMark mark);

    /// Waits until every packet that was judged before has left the kernel, and its flow is in the table.
    ///
    /// To be called between a change of rules and what is then done to flows: it would overlook some otherwise.
    void settle();

    @Override
    void close();
}
