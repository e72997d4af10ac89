package io.margay.engine.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers of contributors, in the table that gave them; one that comes again has the number that it had.
final class ContributorNumbers {
    /// The number of [Contribution#CLUSTER].
    static final int CLUSTER = 0;

    private final Map<String, Integer> byName = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    ContributorNumbers() {
        of(Contribution.CLUSTER);
    }

    /// The number of a contributor, given where it has none yet.
    int of(String name) {
        return byName.computeIfAbsent(name, _ -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    String name(int number) {
        return names.get(number);
    }
}
