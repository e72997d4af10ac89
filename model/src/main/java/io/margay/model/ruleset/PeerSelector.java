package io.margay.model.ruleset;

import io.margay.model.selector.Selector;
import org.jspecify.annotations.Nullable;

/// A selector as a rule uses it: over which population, and the labels it asks for, with the prefixes of inherited
/// labels (`pcns.` of namespaces, `pcsa.` of service accounts) already on. Immutable; equal content is equal.
///
/// Layout: its hash is kept, which is a walk over the whole selector: tables of sets ask for it again and again.
public final class PeerSelector {
    private final Population population;
    private final Selector selector;
    private final int hash;

    /// A selector over a population.
    public PeerSelector(Population population, Selector selector) {
        this.population = population;
        this.selector = selector;
        this.hash = 31 * selector.hashCode() + population.name().hashCode();
    }

    /// A selector over endpoints.
    public static PeerSelector endpoints(Selector selector) {
        return new PeerSelector(Population.ENDPOINTS, selector);
    }

    /// Whom it selects from.
    public Population population() {
        return population;
    }

    /// The labels that it asks for.
    public Selector selector() {
        return selector;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PeerSelector that
                        && hash == that.hash
                        && population == that.population
                        && selector.equals(that.selector));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// `ENDPOINTS app == "web"`, for whoever reads a failure.
    @Override
    public String toString() {
        return population + " " + selector;
    }
}
