package io.margay.actors.store;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.HashSet;
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

    /// About as many bytes name a resource.
    private static final int NAME = 128;

    public Edit {
        steps = List.copyOf(steps);
    }

    /// The same, with resources as they will be read from their documents.
    ///
    /// Errors: an IllegalArgumentException, in words for a person, where it cannot be kept, see
    /// [ResourceStore#edit].
    public Edit checked() {
        StoredDocument.checkName(author);
        var keys = new HashSet<ResourceKey>();
        for (var step : steps) {
            if (!keys.add(step.key())) {
                throw new IllegalArgumentException(step.key() + ": is there twice");
            }
        }
        return new Edit(author, isTrial, steps.stream().map(Edit::checked).toList());
    }

    /// About how many bytes it has as a message.
    public long size() {
        return steps.stream()
                .mapToLong(step -> step instanceof Put put ? put.document.length() + NAME : NAME)
                .sum();
    }

    private static Step checked(Step step) {
        return step instanceof Put(var resource, var document, var expected)
                ? new Put(StoredDocument.read(resource.key(), document), document, expected)
                : step;
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
