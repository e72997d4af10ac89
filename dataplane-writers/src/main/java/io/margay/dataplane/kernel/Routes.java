package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;

/// The interfaces and the routing table of one network namespace.
public interface Routes {
    /// The interfaces, one a line, as `ip link` prints them.
    Exit links();

    /// The main table, a route a line, as `ip route` prints it.
    Exit list(IpVersion version);

    /// The addresses of the interfaces, one a line, as `ip addr` prints them.
    Exit addresses();

    /// Those of a namespace in which there is nothing.
    static Routes none() {
        return new Routes() {
            @Override
            public Exit links() {
                return Exit.DONE;
            }

            @Override
            public Exit addresses() {
                return Exit.DONE;
            }

            @Override
            public Exit list(IpVersion version) {
                return Exit.DONE;
            }
        };
    }

    /// The one that runs `ip`.
    static Routes exec(Commands commands) {
        return new Routes() {
            @Override
            public Exit links() {
                return commands.run("ip", "-o", "link", "show");
            }

            @Override
            public Exit addresses() {
                return commands.run("ip", "-o", "addr", "show");
            }

            @Override
            public Exit list(IpVersion version) {
                return commands.run("ip", "-o", "-" + version.number(), "route", "show", "table", "main");
            }
        };
    }
}
