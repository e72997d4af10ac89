package io.margay.cli.server;

import io.margay.actors.HostStream;
import io.margay.wire.FromHost;

/// Where what a host says goes: to its engine, and to the roll of hosts.
///
/// @param node whose it is
record HostWords(String node, HostRoll roll, HostStream engine) {
    /// Passes on what it says. Whether it may say that.
    boolean pass(FromHost said, HostRoll.Stream on) {
        roll.said(node, on, said);
        return switch (said) {
            case FromHost.Hello _ -> false;
            case FromHost.Enforced(var revision) -> {
                engine.enforced(revision);
                yield true;
            }
            case FromHost.Failed(var revision, var why) -> {
                engine.failed(revision, why);
                yield true;
            }
            case FromHost.Standing _, FromHost.Unknown _ -> true;
        };
    }
}
