/// What goes wrong on purpose while hosts are loaded, from a seed.
///
/// In: members, hosts, the wires between them. Out: what befell them, in words.
///
/// ```text
/// ChaosPlan ─▶ Blow … ─▶ Chaos ─┬─▶ Members: killed and started again, paused
///                               ├─▶ SimulatedHost: begins with nothing, is away for a while
///                               └─▶ Wire: cut, slow
/// ```
@NullMarked
package io.margay.load.chaos;

import org.jspecify.annotations.NullMarked;
