package io.margay.dataplane.flows;

import io.margay.dataplane.plan.Plan;
import io.margay.model.net.Cidr;
import java.util.Set;

/// What the engine says of addresses elsewhere: whose owners are no more.
///
/// A host cannot see this by itself. That an address leaves an identity may mean that its pod ended, that it was
/// relabelled, or that no rule here asks for the identity any longer; and only in the first case may its flows be cut.
@FunctionalInterface
public interface Ended {
    /// Nobody says so: only what this host sees of its own endpoints counts.
    Ended UNSAID = _ -> Set.of();

    /// The addresses whose owner ended, or lost them, between the plan before and this one.
    Set<Cidr> of(Plan plan);
}
