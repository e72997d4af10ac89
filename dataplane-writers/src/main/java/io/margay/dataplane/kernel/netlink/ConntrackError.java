package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Libc;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Refusal.Reason;

/// What an error of connection tracking means.
final class ConntrackError {
    private static final int PERMISSION = 1;
    private static final int NO_MEMORY = 12;
    private static final int NO_ACCESS = 13;
    private static final int BUSY = 16;
    private static final int INVALID = 22;
    private static final int NOT_SUPPORTED = 95;

    private ConntrackError() {}

    /// The rejection in words.
    static Refusal refusal(Rejection rejection, String attempted) {
        var reason = switch (rejection.error()) {
            case PERMISSION, NO_ACCESS -> Reason.NO_ACCESS;
            case NO_MEMORY -> Reason.NO_MEMORY;
            // It is in a flow table, where packets do not pass by the rules.
            case BUSY -> Reason.FLOW_HELD;
            // So the kernel says, too, that there is no nf_conntrack_netlink.
            case INVALID, NOT_SUPPORTED -> Reason.UNSUPPORTED;
            default -> Reason.OTHER;
        };
        return new Refusal(reason, attempted, "", Libc.nameOf(rejection.error()));
    }
}
