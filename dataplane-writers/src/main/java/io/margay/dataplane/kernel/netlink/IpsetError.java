package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Libc;
import io.margay.dataplane.kernel.Refusal.Reason;
import java.util.Map;

/// What an error of ipset means.
///
/// @param name the kernel's
record IpsetError(Reason reason, String name) {
    /// A message that is not of the form that the set wants, or not well made.
    static final String FORM = "IPSET_ERR_PROTOCOL";

    private static final int PERMISSION = 1;
    private static final int NO_ENTRY = 2;
    private static final int NO_MEMORY = 12;
    private static final int NO_ACCESS = 13;
    private static final int EXISTS = 17;
    private static final int IS_MEMBER = 4103;

    private static final Map<Integer, IpsetError> OWN = Map.ofEntries(
            Map.entry(4097, new IpsetError(Reason.OTHER, FORM)),
            Map.entry(4098, new IpsetError(Reason.UNKNOWN_TYPE, "IPSET_ERR_FIND_TYPE")),
            Map.entry(4099, new IpsetError(Reason.TOO_MANY_SETS, "IPSET_ERR_MAX_SETS")),
            Map.entry(4100, new IpsetError(Reason.SET_IN_USE, "IPSET_ERR_BUSY")),
            Map.entry(4101, new IpsetError(Reason.NO_SUCH_SET, "IPSET_ERR_EXIST_SETNAME2")),
            Map.entry(4102, new IpsetError(Reason.OTHER_TYPE, "IPSET_ERR_TYPE_MISMATCH")),
            Map.entry(4104, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_INVALID_CIDR")),
            Map.entry(4106, new IpsetError(Reason.WRONG_VERSION, "IPSET_ERR_INVALID_FAMILY")),
            Map.entry(4108, new IpsetError(Reason.SET_IN_USE, "IPSET_ERR_REFERENCED")),
            Map.entry(4109, new IpsetError(Reason.WRONG_VERSION, "IPSET_ERR_IPADDR_IPV4")),
            Map.entry(4110, new IpsetError(Reason.WRONG_VERSION, "IPSET_ERR_IPADDR_IPV6")),
            Map.entry(4352, new IpsetError(Reason.SET_FULL, "IPSET_ERR_HASH_FULL")),
            Map.entry(4353, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_HASH_ELEM")),
            Map.entry(4354, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_INVALID_PROTO")),
            Map.entry(4355, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_MISSING_PROTO")),
            Map.entry(4356, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_HASH_RANGE_UNSUPPORTED")),
            Map.entry(4357, new IpsetError(Reason.BAD_MEMBER, "IPSET_ERR_HASH_RANGE")));

    /// What the rejection of a command means.
    static IpsetError of(Rejection rejection, Command command) {
        return switch (rejection.error()) {
            case PERMISSION, NO_ACCESS -> named(Reason.NO_ACCESS, rejection);
            case NO_ENTRY -> named(Reason.NO_SUCH_SET, rejection);
            case NO_MEMORY -> named(Reason.NO_MEMORY, rejection);
            case EXISTS -> named(Reason.SET_EXISTS, rejection);
            case IS_MEMBER ->
                new IpsetError(
                        command == Command.DELETE ? Reason.NO_SUCH_MEMBER : Reason.MEMBER_EXISTS, "IPSET_ERR_EXIST");
            default -> OWN.getOrDefault(rejection.error(), named(Reason.OTHER, rejection));
        };
    }

    private static IpsetError named(Reason reason, Rejection rejection) {
        return new IpsetError(reason, Libc.nameOf(rejection.error()));
    }
}
