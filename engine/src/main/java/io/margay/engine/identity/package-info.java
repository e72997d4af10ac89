/// Who has which address, and which identity.
///
/// ```text
/// resource ─▶ Holder ─▶ Claim ─▶ Contributor ─▶ Contribution ─▶ IdentityTable ─▶ Identity: number, labels, addresses
/// keys that selectors mention ──────────────────────────────────────┘     └──▶ Assigned: the numbers, to each node
/// ```
/// In: resources. Out: a [Holder][io.margay.engine.identity.Holder] for each that has addresses, or will have; and from
/// [IdentityTable][io.margay.engine.identity.IdentityTable] what changed of identities.
@NullMarked
package io.margay.engine.identity;

import org.jspecify.annotations.NullMarked;
