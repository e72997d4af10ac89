package io.margay.engine.node;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import io.margay.model.update.Shared;

/// The rule set of an endpoint, made on request.
///
/// @param request the number of the request that it answers
/// @param contents what the host is told: an [EndpointContents][io.margay.model.update.Part.EndpointContents]
/// @param active the numbers of all policies whose subject the endpoint is, enforced on it or not (staged ones, and
///     those of a stage that it does not have)
public record RuleSetMade(long request, ResourceKey endpoint, Shared contents, Ints active) {}
