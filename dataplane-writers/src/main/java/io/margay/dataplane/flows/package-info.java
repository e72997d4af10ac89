/// What becomes of established flows when rules and addresses change.
///
/// ```text
/// Plan ─▶ FlowWriter ─▶ the dataplane's Writer          first the rules are in force
///             │  └────▶ Owners ─▶ AddressTable          which addresses are no longer whose they were
///             └───────▶ Conntrack                       then their flows are deleted, in one look at the table, and
///                                                       where denied flows are to end, all are marked to be judged
/// again
/// ```
///
/// The way in is [io.margay.dataplane.flows.FlowWriter], around any other writer. What it promises:
/// `docs/flows.md`; why so: `docs/decisions/0021-flows-that-end.md`; how it knows whose owners elsewhere ended:
/// `docs/decisions/0025-owners-that-end.md`.
@NullMarked
package io.margay.dataplane.flows;

import org.jspecify.annotations.NullMarked;
