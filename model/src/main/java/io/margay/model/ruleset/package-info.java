/// What policies mean once compiled, and what hosts enforce.
///
/// ```text
/// resource.Policy ─▶ PolicyRules (of Rules, over AddressSets) ─▶ TierRules       the one internal form
/// endpoint ─▶ RuleSet (which policies, in order)                                what one endpoint enforces
/// RuleSets + PolicyRules + sets + identities ─▶ Transaction                     what one host is sent
/// ```
@NullMarked
package io.margay.model.ruleset;

import org.jspecify.annotations.NullMarked;
