/// The host agent: takes transactions, has them written, reports what is enforced. The one package with actors.
///
/// ```text
/// Transaction ─▶ WriterActor (Desired, what is pending) ─▶ KernelActor (a Writer, on a thread of its own) ─▶ kernel
///                     └─▶ Report: Enforced, Failed                                                         │
///                          ◀───────────────────────────────────── what came of it ◀────────────────────────┘
/// ```
/// An [AgentActor][io.margay.dataplane.agent.AgentActor] stands above the writer of a host: it begins with the last
/// good
/// state from disk ([io.margay.dataplane.agent.state]), follows the engine's stream, and keeps what is enforced.
@NullMarked
package io.margay.dataplane.agent;

import org.jspecify.annotations.NullMarked;
