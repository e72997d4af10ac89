package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;

/// The routing table of one network namespace.
public interface Routes {
    /// The main table, a route a line, as `ip route` prints it.
    Exit list(IpVersion version);

    /// The one that runs `ip`.
    static Routes exec(Commands commands) {
        return version -> commands.run("ip", "-o", "-" + version.number(), "route", "show", "table", "main");
    }
}
