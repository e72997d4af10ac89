package io.margay.dataplane.kernel.netlink;

/// The kernel could not be reached, or what it said could not be read. What was sent may have been done or not.
final class NetlinkFailure extends Exception {
    private static final long serialVersionUID = 1;

    NetlinkFailure(String why) {
        super(why);
    }

    /// Why, in one line.
    String why() {
        return String.valueOf(getMessage());
    }
}
