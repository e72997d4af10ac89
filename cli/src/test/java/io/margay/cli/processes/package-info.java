/// An engine as it is run: members on a PostgreSQL and agents, each a process of its own, with packets between the
/// pods of some nodes, while processes are killed, paused and cut off.
///
/// ```text
/// Scene ─▶ HttpFeed ─▶ ClusterLab: PostgreSQL, members, agents ─▶ kernels ◀─ Traffic
///   │                        │ what hosts hold                                  │ what got through
///   └──▶ Judge, Evaluator ◀──┴──────────────────────────────────────────────────┘
/// ```
@NullMarked
package io.margay.cli.processes;

import org.jspecify.annotations.NullMarked;
