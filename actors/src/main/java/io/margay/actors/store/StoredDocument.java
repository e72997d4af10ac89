package io.margay.actors.store;

import io.margay.model.input.Origin;
import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what is kept: a document, as JSON, is what its resource is read from again, with the lines of its [Origin].
public final class StoredDocument {
    private static final int MOST_CHARS = 1_000_000;
    private static final int MOST_NAME = 500;

    private StoredDocument() {}

    /// The resource of a document that is to be kept.
    ///
    /// Errors: an IllegalArgumentException, in words for a person, where it is not the resource that it is to
    /// be, or is too large to be kept.
    public static Resource read(ResourceKey key, String document) {
        checkName(key.namespace());
        checkName(key.name());
        if (document.length() > MOST_CHARS) {
            throw new IllegalArgumentException(key + ": is longer than " + MOST_CHARS + " characters");
        }
        var input = Origin.parse(document);
        if (!input.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    input.problems().stream().map(Problem::print).collect(Collectors.joining("\n")));
        }
        if (input.resources().size() != 1 || !input.resources().getFirst().key().equals(key) || !isText(document)) {
            throw new IllegalArgumentException(key + ": is not what its document says");
        }
        return input.resources().getFirst();
    }

    /// The resource of a document that was kept, perhaps by an earlier release. One that this release refuses is
    /// replaced by its stand-in, which denies; empty where it has none.
    public static Optional<Resource> readKept(String document) {
        var input = Origin.parse(document);
        var read = input.resources().stream().findFirst();
        return read.or(() -> input.refused().stream()
                .flatMap(it -> Optional.ofNullable(it.standIn()).stream())
                .findFirst());
    }

    /// Refuses what a database does not keep as it is.
    ///
    /// Errors: an IllegalArgumentException, in words for a person.
    static void checkName(String name) {
        if (name.length() > MOST_NAME || !isText(name)) {
            throw new IllegalArgumentException(
                    "a name has at most " + MOST_NAME + " characters, and none that cannot be kept: " + name);
        }
    }

    /// Whether a database gives it back as it is: without NUL, and without half a character.
    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
