package io.margay.engine.verdict;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Verdict;

/// What one endpoint's policies say: EGRESS at the sender, INGRESS at the receiver.
///
/// @param endpoint a Pod, a WorkloadEndpoint or a HostEndpoint
/// @param stage in which it was decided; NORMAL for workloads, profiles and failsafes
public record Side(
        Direction direction, ResourceKey endpoint, Verdict verdict, Stage stage, Decider decider, Trace trace) {}
