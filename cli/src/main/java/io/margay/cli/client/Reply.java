package io.margay.cli.client;

import io.margay.model.parse.Value;

/// What became of a request.
public sealed interface Reply {
    /// The server did it.
    record Done(Value.Mapping body) implements Reply {}

    /// The server did nothing.
    ///
    /// @param status of HTTP
    /// @param body says why
    record Refused(int status, Value.Mapping body) implements Reply {}

    /// There is nobody, or nobody who answers now.
    record Unreachable(String why) implements Reply {}
}
