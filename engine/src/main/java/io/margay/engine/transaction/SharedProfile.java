package io.margay.engine.transaction;

import io.margay.model.ruleset.ProfileRules;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;

/// A profile as nodes share it.
///
/// @param sets the numbers of the sets that its rules name, each once
/// @param contents what hosts are told of it
public record SharedProfile(ProfileRules rules, Ints sets, Shared contents) {
    /// Equal where hosts are told the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof SharedProfile profile && rules.equals(profile.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    static SharedProfile of(ProfileRules rules, Ints sets) {
        return new SharedProfile(rules, sets, Shared.of(new Part.ProfileContents(rules)));
    }
}
