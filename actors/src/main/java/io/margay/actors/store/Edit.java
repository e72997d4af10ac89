package io.margay.actors.store;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.List;

/// Several changes that count together or not at all.
///
/// @param author who makes it, as the record shall name them
/// @param isTrial whether it is only asked what would become of it
/// @param steps no two about one resource
public record Edit(String author, boolean isTrial, List<Step> steps) {
    /// What a step expects where it does not mind what is there.
    public static final long ANY = -1;

    /// What a step expects where nothing may be there.
    public static final long NONE = 0;

    public Edit {
        steps = List.copyOf(steps);
    }

    /// One change.
    public sealed interface Step {
        /// What it is about.
        ResourceKey key();

        /// The revision in which the resource must have changed last; [#ANY], or [#NONE].
        long expected();
    }

    /// It is to be this.
    ///
    /// @param document what was written, as JSON: what it is read from again
    public record Put(Resource resource, String document, long expected) implements Step {
        @Override
        public ResourceKey key() {
            return resource.key();
        }
    }

    /// It is to be no more.
    public record Delete(ResourceKey key, long expected) implements Step {}
}
