package io.margay.cli.input;

import io.margay.model.input.ParsedInput;
import io.margay.model.input.Refused;
import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// All that was named, read.
///
/// @param parsed what the sources hold, with all that is wrong inside them
/// @param unread what is wrong with sources themselves: not there, not to be read
public record Input(ParsedInput parsed, List<Problem> unread) {
    public Input {
        unread = List.copyOf(unread);
    }

    /// Everything that is wrong.
    public List<Problem> problems() {
        return Stream.concat(unread.stream(), parsed.problems().stream()).toList();
    }

    /// What to work with: the valid resources, and for each refused policy its stand-in, which denies.
    public List<Resource> resources() {
        var standIns = parsed.refused().stream().map(Refused::standIn).filter(Objects::nonNull);
        return Stream.concat(parsed.resources().stream(), standIns).toList();
    }
}
