package io.margay.engine.bruteforce;

import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Verdict;
import org.jspecify.annotations.Nullable;

/// What the judge says of a packet.
public sealed interface Ruling {
    /// A verdict: allow if each side that exists allows; a side is null where that end is no endpoint of ours.
    record Judged(
            Verdict verdict,
            @Nullable OneSide egress,
            @Nullable OneSide ingress,
            boolean ownHost) implements Ruling {}

    /// No verdict: an end that does not exist, or no address of the version that is asked for.
    record Unanswerable() implements Ruling {}

    /// What one endpoint's policies say.
    record OneSide(ResourceKey endpoint, Verdict verdict, Stage stage, Cause cause) {}

    /// What decided a side.
    sealed interface Cause {}

    /// A rule of a policy, by its place in the list that the user wrote.
    record ByRule(String tier, ResourceKey policy, int index) implements Cause {}

    /// The end of a tier.
    record ByTier(String tier) implements Cause {}

    /// A rule of a profile; `noPolicy` where no enforced policy looked at the packet.
    record ByProfile(String profile, int index, boolean noPolicy) implements Cause {}

    /// Nothing: denied.
    record ByNothing() implements Cause {}

    /// A port that stays open.
    record ByFailsafe(Protocol protocol, int port) implements Cause {}
}
