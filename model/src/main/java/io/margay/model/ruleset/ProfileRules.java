package io.margay.model.ruleset;

import java.util.List;
import java.util.stream.Stream;

/// The rules of a profile: what decides where no tier did.
///
/// @param known false where an endpoint names a profile that does not exist: it denies
public record ProfileRules(String name, boolean known, List<Rule> ingressRules, List<Rule> egressRules) {
    public ProfileRules {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
    }

    /// The stand-in for a profile that does not exist.
    public static ProfileRules missing(String name) {
        return new ProfileRules(name, false, List.of(), List.of());
    }

    /// Its rules in this direction, in order.
    public List<Rule> rules(Direction direction) {
        return direction == Direction.INGRESS ? ingressRules : egressRules;
    }

    /// Its rules of ingress, then those of egress.
    public Stream<Rule> allRules() {
        return Stream.concat(ingressRules.stream(), egressRules.stream());
    }
}
