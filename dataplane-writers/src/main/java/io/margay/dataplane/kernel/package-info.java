/// The effects: the one package that starts processes and calls native code.
///
/// Small interfaces ([io.margay.dataplane.kernel.Iptables], [io.margay.dataplane.kernel.Ipset],
/// [io.margay.dataplane.kernel.Routes]) that others can fake; behind them [io.margay.dataplane.kernel.Commands], and
/// netlink in `kernel.netlink`. Each works in one network namespace. An exit code and a
/// [io.margay.dataplane.kernel.Refusal] are values, output is bounded, and a command that hangs is ended.
@NullMarked
package io.margay.dataplane.kernel;

import org.jspecify.annotations.NullMarked;
