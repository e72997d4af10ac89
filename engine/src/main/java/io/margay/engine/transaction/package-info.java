/// From what all entities of a shard share to what each host is told.
///
/// ```text
/// contributions, catalogue, use ─▶ ShardState ─▶ ShardView (one version) + DeltaLog (what each version touched)
/// ShardView × Needs of a node ─▶ HostState;  Difference of two HostStates ─▶ Transaction
/// ```
/// Views are immutable and share all that did not change, so a host that was not told for a while costs memory in
/// proportion to its state, never to what it missed: what it is told next is the difference of two views.
@NullMarked
package io.margay.engine.transaction;

import org.jspecify.annotations.NullMarked;
