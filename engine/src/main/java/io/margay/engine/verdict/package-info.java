/// One packet, both sides, tier by tier: the reference for everything that enforces. For clarity, never for speed.
///
/// ```text
/// resources ─▶ Evaluator ─┬─ Catalog (policies, tiers, profiles)
///                         ├─ Routes (who sends, who receives: Ends; which endpoint guards it: HostEndpoints)
///                         └─ Addresses, Services (who holds an address) ─▶ Traffic
/// Probe ─▶ Evaluator.judge ─▶ Route ─▶ SideJudge, for egress and for ingress ─▶ RuleMatch, rule by rule
///                          ─▶ Answer: verdict, sides with what decided them and their Trace; or why there is none
/// ```
@NullMarked
package io.margay.engine.verdict;

import org.jspecify.annotations.NullMarked;
