package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import java.util.List;

/// What is told of packets by NFLOG.
///
/// @param group the NFLOG group that is written to; 0 to 65535
/// @param denied whether packets that are denied are told of, too, and not only what Log rules ask for
public record NfLog(int group, boolean denied) {
    private static final char LOGGED = 'L';
    private static final char DENIED = 'D';

    /// The rule that tells of a packet because a Log rule asks for it.
    Line log(String match, RuleName name) {
        return line(match, name, LOGGED);
    }

    /// The rules that drop a packet.
    ///
    /// @param action how
    List<Line> drop(String match, RuleName name, String action) {
        var drop = new Line(match, name.comment(), action);
        return denied ? List.of(line(match, name, DENIED), drop) : List.of(drop);
    }

    private Line line(String match, RuleName name, char why) {
        var action = "-j NFLOG --nflog-group " + group + " --nflog-prefix \"" + name.prefix(why) + "\"";
        return new Line(match, name.comment(), action);
    }
}
