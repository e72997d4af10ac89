package io.margay.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads text as the file `f`.
public final class Parsing {
    private Parsing() {}

    /// All that a text says.
    public static ParsedInput parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /// All that these bytes say.
    public static ParsedInput parse(byte[] bytes) {
        return new InputParser().parse("f", new ByteArrayInputStream(bytes));
    }

    /// The problems of a text, as a user sees them.
    public static List<String> problems(String text) {
        return parse(text).problems().stream().map(Problem::print).toList();
    }

    /// The warnings of a text, as a user sees them.
    public static List<String> warnings(String text) {
        return parse(text).warnings().stream().map(Problem::print).toList();
    }

    /// The one resource of a text that has no problems.
    public static <T extends Resource> T one(String text, Class<T> type) {
        var input = parse(text);
        assertThat(input.problems()).isEmpty();
        assertThat(input.resources()).hasSize(1);
        return type.cast(input.resources().getFirst());
    }
}
