package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.List;

/// Where packets come to Margay: a chain of the kernel's own, whose first rule jumps to one of ours while that is
/// there.
///
/// @param builtIn of the kernel's own
/// @param chain ours
record Hook(Table table, String builtIn, String chain) {
    private static final List<Hook> ALL = List.of(
            new Hook(Table.RAW, "OUTPUT", Names.RAW_OUT),
            new Hook(Table.RAW, "PREROUTING", Names.RAW_IN),
            new Hook(Table.MANGLE, "PREROUTING", Names.BEFORE_DNAT),
            new Hook(Table.FILTER, "FORWARD", Names.FORWARD),
            new Hook(Table.FILTER, "INPUT", Names.INPUT),
            new Hook(Table.FILTER, "OUTPUT", Names.OUTPUT));

    /// Those of one table, in the order of their names.
    static List<Hook> of(Table table) {
        return ALL.stream().filter(hook -> hook.table == table).toList();
    }

    /// The jump, as `iptables-save` prints it, without the command before it.
    String rule() {
        return builtIn + " -j " + chain;
    }
}
