/// Answers from what hosts were sent: model hosts instead of kernels, and a judge of their rule sets.
///
/// ```text
/// resources ─▶ Engine ══ host protocol ══▶ AttachedHost ─▶ ModelHost (rule sets, policies, profiles, sets)
/// Probe ─▶ Routes (which endpoints guard its ends) ─▶ RuleSetJudge at each guard's host ─▶ Answer
/// ```
/// Memberships, policies, order and defaults come from the hosts alone. Which endpoint is meant by an end of a probe
/// comes from the resources: on a real host the interface says so.
@NullMarked
package io.margay.cli.hosts;

import org.jspecify.annotations.NullMarked;
