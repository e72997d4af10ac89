package io.margay.engine.transaction;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.util.List;

/// A set in use as all nodes of a shard share it. One that means something else is another of these, with its number.
///
/// @param number the shard's, never reused in its life
/// @param size how many identities it means
/// @param contents what a host that does not have it is told
public record SharedSet(int number, AddressSet set, Meaning meaning, int size, Shared contents) {
    static SharedSet of(int number, AddressSet set, Meaning meaning) {
        var part = switch (meaning) {
            case Meaning.Identities(var numbers) -> new Part.SetContents(number, set, numbers, List.of());
            case Meaning.Members(var members) -> new Part.SetContents(number, set, meaning.identities(), members);
        };
        return new SharedSet(number, set, meaning, meaning.identities().getCardinality(), Shared.of(part));
    }
}
