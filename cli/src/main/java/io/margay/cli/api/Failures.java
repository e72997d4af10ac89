package io.margay.cli.api;

import java.util.concurrent.CompletionException;

/// Why stages fail.
final class Failures {
    private Failures() {}

    /// What failed, without what stages put around it.
    static Throwable cause(Throwable failure) {
        var inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
