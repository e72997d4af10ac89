/// What exists, as a source says it: who has to hear of what.
///
/// ```text
///                        ┌─ policies, tiers, profiles … ─▶ CatalogState ─▶ Catalog at a revision
/// Changes ─▶ Inventory ──┼─ endpoints of a node ─▶ its NodeState
///                        └─ network sets, machines, slices ─▶ a contribution of the cluster
/// ```
@NullMarked
package io.margay.engine.source;

import org.jspecify.annotations.NullMarked;
