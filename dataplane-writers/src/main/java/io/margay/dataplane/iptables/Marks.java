package io.margay.dataplane.iptables;

import io.margay.dataplane.flows.FlowsConfig;

/// The bits of marks that Margay's rules use: two of a packet's, and two of a flow's where flows are judged again.
///
/// @param acceptBit 0 to 31: a side has accepted the packet
/// @param passBit another: the rest of a tier is passed over
/// @param ofFlows whether flows are judged again, and their bits
public record Marks(int acceptBit, int passBit, FlowsConfig ofFlows) {
    /// Asks whether the packet is accepted.
    String isAccepted() {
        return isSet(accept());
    }

    /// Asks whether it is not.
    String isNotAccepted() {
        return isNotSet(accept());
    }

    /// Asks whether the rest of the tier is not passed over.
    String isNotPassed() {
        return isNotSet(pass());
    }

    /// Asks whether the packet is accepted, and not refused.
    String isJustAccepted() {
        return "-m mark --mark " + hex(accept()) + "/" + hex(both());
    }

    /// Asks whether no rule has accepted the packet or passed it on.
    String isUndecided() {
        return isNotSet(both());
    }

    /// Asks whether a rule has.
    String isDecided() {
        return "-m mark ! --mark 0x0/" + hex(both());
    }

    /// Accepts.
    String setAccepted() {
        return set(accept());
    }

    /// Passes over the rest of the tier.
    String setPassed() {
        return set(pass());
    }

    /// Refuses: both at once, which no walk that allows ends with.
    String setRefused() {
        return set(both());
    }

    /// Forgets acceptance.
    String clearAccepted() {
        return clear(accept());
    }

    /// Forgets the passing over.
    String clearPassed() {
        return clear(pass());
    }

    /// Forgets both.
    String clearBoth() {
        return clear(both());
    }

    private int accept() {
        return 1 << acceptBit;
    }

    private int pass() {
        return 1 << passBit;
    }

    private int both() {
        return accept() | pass();
    }

    private static String set(int mark) {
        return "-j MARK --set-xmark " + hex(mark) + "/" + hex(mark);
    }

    private static String clear(int mark) {
        return "-j MARK --set-xmark 0x0/" + hex(mark);
    }

    private static String isSet(int mark) {
        return "-m mark --mark " + hex(mark) + "/" + hex(mark);
    }

    private static String isNotSet(int mark) {
        return "-m mark --mark 0x0/" + hex(mark);
    }

    /// As iptables writes it.
    static String hex(int mark) {
        return "0x" + Integer.toHexString(mark);
    }
}
