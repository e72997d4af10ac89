/// What a host should hold, and the least work towards it. Pure: no clock, no thread, no kernel.
///
/// ```text
/// Transaction ─▶ Desired ─▶ Plan ─▶ Writer ─▶ kernel
///                  │  Memberships: identities × sets ─▶ members that come and go
/// ```
///
/// The way in is `Desired.receive`; the way out is a [io.margay.dataplane.plan.Plan], which a
/// [io.margay.dataplane.plan.Writer] applies. Plans add up (`then`), so a slow host costs memory in proportion to
/// what it holds, never to what it missed.
@NullMarked
package io.margay.dataplane.plan;

import org.jspecify.annotations.NullMarked;
