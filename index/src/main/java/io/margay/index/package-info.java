/// Which identities a selector means, and which selectors an identity satisfies.
///
/// In: fingerprints and selectors that come and go. Out: what changed in the meaning of each selector. Knows only
/// `model`.
@NullMarked
package io.margay.index;

import org.jspecify.annotations.NullMarked;
