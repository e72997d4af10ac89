package io.margay.cli.server;

import io.margay.cli.probe.JsonText;
import io.margay.model.input.Origin;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A time of which a record knows nothing for sure: from a change that could not be written down until one that was.
/// The author of that one says so.
///
/// @param since when the first change was taken on that could not be written down
record Gap(Instant since) {
    /// One that goes on: what is in force since then is not, or not all, recorded.
    record Lack(Instant since, String why) {}

    /// Who makes what is recorded. No user has such a name.
    static final String AUTHOR = "(files)";

    private static final String ANNOTATION = "margay.io/recorded-after-gap-since";
    private static final String AFTER = AUTHOR + ", after a gap since ";

    /// The author of what is written after it.
    String author() {
        return AFTER + since;
    }

    /// A document that says so: what is written after a gap in which all came back to what it had been.
    String marked(String document) {
        return new ValueReader("").readText(document.getBytes(StandardCharsets.UTF_8))
                        instanceof Checked.Good<Value>(Value.Mapping object, var _)
                ? JsonText.printInLines(Origin.annotated(object, ANNOTATION, since.toString()))
                : document;
    }

    /// The gap before what an author wrote, if there is one.
    static Optional<Gap> before(String author) {
        try {
            return author.startsWith(AFTER)
                    ? Optional.of(new Gap(Instant.parse(author.substring(AFTER.length()))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
