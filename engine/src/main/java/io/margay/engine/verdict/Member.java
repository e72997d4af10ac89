package io.margay.engine.verdict;

import io.margay.engine.identity.Holder;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.Kind;
import io.margay.model.ruleset.PeerSelector;
import java.util.Locale;

/// Whoever holds an address, with all labels that selectors see.
public record Member(Holder holder, LabelLookup labels) {
    /// Whether a selector means it.
    boolean isMeantBy(PeerSelector selector) {
        return holder.fingerprint().population() == selector.population()
                && selector.selector().matches(labels);
    }

    boolean isNetworkSet() {
        var kind = holder.key().kind();
        return kind == Kind.NETWORK_SET || kind == Kind.GLOBAL_NETWORK_SET;
    }

    /// `pod shop/web-1`.
    @Override
    public String toString() {
        var key = holder.key();
        return words(key.kind()) + " " + key.path();
    }

    private static String words(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
