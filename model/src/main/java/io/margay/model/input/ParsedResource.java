package io.margay.model.input;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import java.util.List;

/// What one object that was read turned out to be.
public sealed interface ParsedResource {
    /// A valid resource.
    record Accepted(Resource resource, List<Problem> warnings) implements ParsedResource {}

    /// A resource of a kind that is read, and what is wrong with it; or an object that says of no kind.
    record Rejected(Refused refused, List<Problem> warnings) implements ParsedResource {}

    /// Of a kind that is not read.
    ///
    /// @param kind as `apps/v1/Deployment`, fit for a message
    record Unknown(String kind) implements ParsedResource {}
}
