package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Wiring;
import org.jspecify.annotations.Nullable;

/// The interfaces and routes of a network namespace, by netlink.
///
/// Its socket is opened when it is first needed, and again after it failed. Cost: three dumps, 0.3 ms for a hundred
/// interfaces with a route each; a host's other routes are told, too, and passed over.
public final class NetlinkRoutes implements Routes {
    private static final String ATTEMPTED = "read the interfaces and routes";

    /// How often a table that changes while it is told is asked for again.
    private static final int MOST_LOOKS = 5;

    private final Netns netns;
    private @Nullable NetlinkSocket socket;

    private NetlinkRoutes(Netns netns) {
        this.netns = netns;
    }

    /// Those of a namespace.
    public static NetlinkRoutes in(Netns netns) {
        return new NetlinkRoutes(netns);
    }

    @Override
    public Reading<Wiring> read() {
        NetlinkSocket open;
        try {
            open = open();
        } catch (NetlinkFailure e) {
            return unread(Refusal.Reason.NO_ACCESS, e.why());
        }
        boolean isWhole = false;
        try {
            var reading = read(open);
            isWhole = true;
            return reading;
        } catch (NetlinkFailure e) {
            return unread(Refusal.Reason.NO_ANSWER, e.why());
        } finally {
            if (!isWhole) {
                // There may be answers that were not read.
                close();
            }
        }
    }

    private static Reading<Wiring> read(NetlinkSocket open) throws NetlinkFailure {
        for (int look = 0; look < MOST_LOOKS; look++) {
            var reader = new WiringReader();
            var rejection = reader.read(open);
            if (rejection.isPresent()) {
                return unread(Refusal.Reason.OTHER, "error " + rejection.get().error());
            }
            if (reader.isWhole()) {
                return new Reading.Read<>(reader.wiring());
            }
        }
        return unread(Refusal.Reason.OTHER, "they changed each time that they were told");
    }

    private static Reading<Wiring> unread(Refusal.Reason reason, String detail) {
        return new Reading.Unread<>(new Refusal(reason, ATTEMPTED, "", detail));
    }

    private NetlinkSocket open() throws NetlinkFailure {
        var open = socket;
        if (open == null) {
            open = NetlinkSocket.open(netns, NetlinkFile.Part.ROUTE);
            socket = open;
        }
        return open;
    }

    /// Closes the socket, and with it lets go of the namespace; the next reading opens another.
    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
