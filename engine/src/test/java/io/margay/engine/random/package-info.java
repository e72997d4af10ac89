/// Small but nasty clusters by chance, packets to try on them, and what happens to them: every kind and every field of
/// a resource, drawn from alphabets so tiny that selectors match, addresses are shared and orders are equal.
///
/// ```text
/// RandomGenerator ─▶ RandomCluster ─▶ resources          (RandomResource draws one of any key)
///                 ─▶ RandomProbes ─▶ packets between them
///                 ─▶ Inputs.sequence ─▶ a cluster and Steps that change it
/// ```
@NullMarked
package io.margay.engine.random;

import org.jspecify.annotations.NullMarked;
