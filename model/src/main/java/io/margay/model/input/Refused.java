package io.margay.model.input;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource that is not accepted.
///
/// @param key its name; null where even that cannot be read
/// @param where its place
/// @param problems why; never empty
/// @param standIn for a policy: what acts in its place while no version of it was ever accepted. It selects what the
///     refused one's selectors say if they can be read, else its whole namespace or everything, and denies both
///     directions. Null for what is no enforced policy, and where the same input has an accepted resource of that name
public record Refused(
        @Nullable ResourceKey key,
        Where where,
        List<Problem> problems,
        @Nullable Resource standIn) {
    public Refused {
        problems = List.copyOf(problems);
    }

    /// The same without a stand-in.
    Refused withoutStandIn() {
        return new Refused(key, where, problems, null);
    }
}
