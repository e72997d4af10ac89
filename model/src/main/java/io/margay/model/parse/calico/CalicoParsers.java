package io.margay.model.parse.calico;

import io.margay.model.parse.KindParser;
import io.margay.model.resource.Kind;
import org.jspecify.annotations.Nullable;

/// Which parser reads which of Calico's kinds.
public final class CalicoParsers {
    private CalicoParsers() {}

    /// The parser of a kind; null for a kind that is not Calico's.
    public static @Nullable KindParser of(Kind kind) {
        return null;
    }
}
