/// Which identities each selector means, and which selectors mean an identity; kept up as either comes and goes.
///
/// ```text
/// a selector comes ──▶ Anchor: the rarest labels it asks for ─▶ Columns: algebra on who has them ─▶ its meaning ┐
/// an identity comes ─▶ Candidates: the selectors anchored at a label it has ─▶ those that match ─▶ Memberships ┘
/// ```
/// The way in and out is [SelectorIndex].
@NullMarked
package io.margay.index.match;

import org.jspecify.annotations.NullMarked;
