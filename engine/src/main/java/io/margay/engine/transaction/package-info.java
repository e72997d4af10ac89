/// From what all entities of a shard share to what each host is told.
///
/// ```text
/// contributions, catalogue, use ─▶ ShardState ─▶ ShardView (one version) ─▶ NodeAdvance ─▶ nodes that it concerns
///                                       └──▶ HostAdvance (the view, and its log) ─▶ HostLinks ◀─ Offer of a node
/// HostLinks: what a host holds × log + view + needs that were offered ─▶ Update
/// ```
/// Views are immutable and share all that did not change; a host that was not told for a while costs memory in
/// proportion to its state, never to what it missed.
@NullMarked
package io.margay.engine.transaction;

import org.jspecify.annotations.NullMarked;
