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

    /// There is nobody who answers.
    record Unreachable(String why) implements Reply {}

    /// The server says that it cannot, as it is now.
    record Unable(String why) implements Reply {}
}
