/// Which identities each selector means, and which selectors mean an identity; kept up as either comes and goes.
///
/// ```text
/// a selector comes ─▶ Columns: algebra on a bitmap per label and value ─▶ its meaning, at once
/// an identity comes ─▶ Candidates: the selectors that ask for a label it has ─▶ those that match
/// ```
/// The way in and out is [SelectorIndex].
@NullMarked
package io.margay.index.match;

import org.jspecify.annotations.NullMarked;
