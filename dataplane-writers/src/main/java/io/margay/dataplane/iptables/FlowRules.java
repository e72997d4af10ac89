package io.margay.dataplane.iptables;

import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import java.util.List;

/// What rules have to do with marks of flows, where an established flow is to end when a change denies it. Elsewhere
/// they look at none.
///
/// ```text
/// again    set by the agent after a change: policies judge the flow anew, by its packets in the original direction
/// denied   set beside it when they drop one: answers are dropped, too
/// neither  it was judged since the last change: all of it is accepted
/// ```
/// Answers cannot be judged by themselves, since policies are about who opens a flow. So they pass until a packet the
/// other way was denied. A flow that another led to expect passes with that one; the kernel gives it that one's mark.
///
/// @param config which bits, and whether
record FlowRules(FlowsConfig config) {
    private static final String KNOWN = "-m conntrack --ctstate RELATED,ESTABLISHED";
    private static final String ORIGINAL = "-m conntrack --ctstate NEW,ESTABLISHED --ctdir ORIGINAL";
    private static final String REPLY = "-m conntrack --ctstate ESTABLISHED --ctdir REPLY";
    private static final String ACCEPT = "-j ACCEPT";

    /// Lets through what belongs to a known connection; what is to be judged again goes on behind these.
    ///
    /// @param action how it is let through
    List<Line> known(String comment, String action) {
        if (!config.terminateOnDeny()) {
            return List.of(new Line(KNOWN, comment, action));
        }
        var judged = new Line(RuleMatch.join(mark(0, again()), KNOWN), comment, action);
        if (action.equals(ACCEPT)) {
            return List.of(judged, new Line(KNOWN, "to be judged again", "-j " + Names.AGAIN));
        }
        return List.of(
                judged,
                new Line(RuleMatch.join(mark(denied(), denied()), REPLY), "of a flow that is denied", "-j DROP"),
                new Line(REPLY, comment, action),
                new Line("-m conntrack --ctstate RELATED", comment, action),
                new Line("-m conntrack --ctstate ESTABLISHED --ctstatus EXPECTED", comment, action));
    }

    /// What drops a packet that policies have judged. Before connection tracking there are no flows.
    String drop(Table table) {
        return config.terminateOnDeny() && table != Table.RAW ? "-g " + Names.DROP : "-j DROP";
    }

    /// Notes that all who had a say have accepted.
    ///
    /// @param match which packets those are
    List<Line> judged(String match) {
        if (!config.terminateOnDeny()) {
            return List.of();
        }
        var asked = RuleMatch.join(match, mark(again(), again()), ORIGINAL);
        return List.of(new Line(asked, "judged again", set(0, again() | denied())));
    }

    /// The chains of a table that others here lead to.
    List<Chain> chains(Table table) {
        if (!config.terminateOnDeny()) {
            return List.of();
        }
        return switch (table) {
            case FILTER -> List.of(againChain(), dropChain(table));
            case MANGLE -> List.of(dropChain(table));
            case RAW -> List.of();
        };
    }

    private Chain againChain() {
        return Chain.of(
                Names.AGAIN,
                List.of(
                        new Line(
                                "-m conntrack --ctstate ESTABLISHED --ctdir ORIGINAL ! --ctstatus EXPECTED",
                                "judged by policies",
                                "-j RETURN"),
                        new Line(mark(denied(), denied()), "of a flow that is denied", "-j DROP"),
                        Line.always("of a flow that nobody has denied", ACCEPT)));
    }

    private Chain dropChain(Table table) {
        var established = RuleMatch.join(mark(again(), again()), "-m conntrack --ctstate ESTABLISHED");
        return Chain.of(
                table,
                Names.DROP,
                List.of(new Line(established, "", set(denied(), denied())), Line.always("denied", "-j DROP")));
    }

    private int again() {
        return 1 << config.againMarkBit();
    }

    private int denied() {
        return 1 << config.deniedMarkBit();
    }

    private static String mark(int value, int mask) {
        return "-m connmark --mark " + Marks.hex(value) + "/" + Marks.hex(mask);
    }

    private static String set(int value, int mask) {
        return "-j CONNMARK --set-xmark " + Marks.hex(value) + "/" + Marks.hex(mask);
    }
}
