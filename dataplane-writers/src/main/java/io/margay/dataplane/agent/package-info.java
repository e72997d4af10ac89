/// The host agent: takes updates, has them written, reports what is enforced. The one package with actors.
///
/// ```text
/// Update ─▶ AgentActor (Desired) ── Plan ─▶ WriterActor ─▶ KernelActor (a Writer, on a thread of its own) ─▶ kernel
///                ▲      ▲ asks for the next one ┘ │  ▲                                                       │
///                └──── Report: Enforced, Failed ──┘  └───────────────── what came of it ◀────────────────────┘
/// ```
/// An [AgentActor][io.margay.dataplane.agent.AgentActor] stands above the writer of a host: it begins with the last
/// good state from disk ([io.margay.dataplane.agent.state]), follows the engine's stream, and keeps what is enforced.
/// An [Uplink][io.margay.dataplane.agent.Uplink] is the way to the engine: in the same process, by
/// [SocketUplink][io.margay.dataplane.agent.SocketUplink] on the same machine, or by
/// [GrpcUplink][io.margay.dataplane.agent.GrpcUplink] from anywhere.
@NullMarked
package io.margay.dataplane.agent;

import org.jspecify.annotations.NullMarked;
