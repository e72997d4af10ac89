package io.margay.dataplane.flows;

import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowKey;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.model.net.Ip;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Notes what it is asked for among other steps, and refuses as often as it is told.
///
/// @param refusals of the next looks at the table
/// @param found addresses for which the kernel looks itself
record FakeConntrack(List<String> steps, Deque<Refusal.Reason> refusals, Set<Ip> found) implements Conntrack {
    FakeConntrack(List<String> steps) {
        this(steps, new ArrayDeque<>(), new HashSet<>());
    }

    @Override
    public Optional<Refusal> list(Filter filter, Consumer<Flow> into) {
        throw new AssertionError("nobody lists");
    }

    @Override
    public Optional<Refusal> delete(FlowKey flow) {
        throw new AssertionError("nobody deletes one");
    }

    @Override
    public Reading<Long> deleteIf(Filter filter, Predicate<Flow> which) {
        return look("delete " + filter.version());
    }

    @Override
    public boolean deleteOf(Ip address) {
        boolean isFound = found.contains(address);
        if (isFound) {
            steps.add("delete " + address);
        }
        return isFound;
    }

    @Override
    public Reading<Long> markIf(Filter filter, Predicate<Flow> which, FlowMark mark) {
        return look("mark " + filter.version());
    }

    private Reading<Long> look(String step) {
        steps.add(step);
        return refusals.isEmpty()
                ? new Reading.Read<>(0L)
                : new Reading.Unread<>(new Refusal(refusals.remove(), step, "", ""));
    }

    @Override
    public void settle() {
        steps.add("settle");
    }

    @Override
    public void close() {
        throw new AssertionError("it is closed by who opened it");
    }
}
