package io.margay.load.bench;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// What the edits of one class of change cost.
///
/// @param batches how many batches there were; each is one measurement
/// @param edits how many edits
/// @param hosts how many hosts each affected
/// @param bytes how many bytes each sent, over all hosts
/// @param bytesPerHost the same, for the mean of the hosts affected
/// @param cpu in nanoseconds, for all hosts
/// @param wall in nanoseconds, of those that affected a host
public record ClassFigures(
        String changeClass,
        int batches,
        int edits,
        Spread hosts,
        Spread bytes,
        Spread bytesPerHost,
        Spread cpu,
        Spread wall) {
    /// By class, in the order of their names.
    public static List<ClassFigures> of(Collection<Cost> costs) {
        var classes = new TreeMap<String, List<Cost>>();
        costs.stream()
                .map(Cost::changeClass)
                .distinct()
                .forEach(name -> classes.put(
                        name,
                        costs.stream()
                                .filter(cost -> cost.changeClass().equals(name))
                                .toList()));
        return classes.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue()))
                .toList();
    }

    private static ClassFigures of(String changeClass, List<Cost> costs) {
        var heard = costs.stream().filter(cost -> cost.hosts() > 0).toList();
        return new ClassFigures(
                changeClass,
                costs.size(),
                costs.stream().mapToInt(Cost::edits).sum(),
                spread(costs, Cost::hosts),
                spread(costs, Cost::bytes),
                spread(heard, cost -> cost.bytes() / cost.hosts()),
                spread(costs, Cost::cpuNanos),
                spread(heard, Cost::wallNanos));
    }

    private static Spread spread(List<Cost> costs, ToLongFunction<Cost> of) {
        return Spread.of(costs.stream().mapToLong(of).boxed().toList());
    }
}
