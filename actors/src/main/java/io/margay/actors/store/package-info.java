/// What exists where Margay is the source: who changed it, when, and what it was before.
///
/// In: edits. Out: revisions, of which each is one edit as a whole.
@NullMarked
package io.margay.actors.store;

import org.jspecify.annotations.NullMarked;
