package io.margay.model.ruleset;

import io.margay.model.selector.Selector;

/// A selector as a rule uses it: over which population, and the labels it asks for, with the prefixes of inherited
/// labels (`pcns.` of namespaces, `pcsa.` of service accounts) already on.
public record PeerSelector(Population population, Selector selector) {
    /// A selector over endpoints.
    public static PeerSelector endpoints(Selector selector) {
        return new PeerSelector(Population.ENDPOINTS, selector);
    }
}
