/// The agent's last good state: what its host was told and enforces, on disk.
///
/// ```text
/// messages of the host protocol ─▶ Ledger (received, enforced, on disk) ─▶ StateFolder ─▶ agent.state
/// agent.state ─▶ StateReader ─▶ HostReplica, at a start
/// ```
/// It knows no writer: the file holds what the engine said, so any writer can begin from it. [StateFolder] blocks, and
/// is used by one thread at a time; [Ledger] is pure.
@NullMarked
package io.margay.dataplane.agent.state;

import org.jspecify.annotations.NullMarked;
