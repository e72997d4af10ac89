package io.margay.engine.transaction;

import io.margay.model.ruleset.PolicyRules;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;

/// A policy as all nodes of a shard share it. A policy that changes is another of these under the same number.
///
/// @param number the shard's, never reused in its life
/// @param sets the numbers of the sets that its rules name, each once
/// @param contents what hosts are told of it
public record SharedPolicy(int number, PolicyRules rules, Ints sets, Shared contents) {
    static SharedPolicy of(int number, PolicyRules rules, Ints sets) {
        return new SharedPolicy(number, rules, sets, Shared.of(new Part.PolicyContents(number, rules)));
    }
}
