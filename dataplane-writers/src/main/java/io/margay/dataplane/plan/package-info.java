/// What a host should hold, and the least work towards it. Pure: no clock, no thread, no kernel.
///
/// ```text
/// Update ─▶ Desired ─▶ Plan ─▶ Writer ─▶ kernel
///             │  HostReplica: identities × sets, in numbers
///             └▶ Backlog: which sets, members and rules the kernel may not have yet; Expansion: which members they are
/// ```
///
/// The way in is `Desired.take`; the way out is `Desired.next`, a [io.margay.dataplane.plan.Plan], which a
/// [io.margay.dataplane.plan.Writer] applies, or which is put back. What a plan says of members is told one after
/// another, as numbers. Source: `docs/decisions/0020-what-a-host-holds.md`.
@NullMarked
package io.margay.dataplane.plan;

import org.jspecify.annotations.NullMarked;
