package io.margay.model.parse.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Reads one JSON text, such as a line of JSON lines, to a [Value]. Not for several threads.
///
/// Cheaper where one reader reads many texts: names of fields and short strings are made once.
public final class ValueReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 28)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /// What is said of JSON that is cut off.
    static final String ENDS_EARLY = "is not valid JSON: it ends too early";

    private static final Pattern OF_PARSER =
            Pattern.compile(", from `[^`]*`| \\((start marker|for \\w+ starting) at .*");

    private final String file;
    private final Texts texts = new Texts();

    /// A reader of texts of one file.
    public ValueReader(String file) {
        this.file = file;
    }

    /// The value of a JSON text that stands on one line, all of it on that line.
    ///
    /// Errors: one problem, for what is no JSON, or more than one value.
    public Checked<Value> readLine(int line, String json) {
        return readLine(line, json.getBytes(StandardCharsets.UTF_8));
    }

    /// The same, in UTF-8.
    public Checked<Value> readLine(int line, byte[] json) {
        return read(json, line, true);
    }

    /// The value of a JSON text in UTF-8, each part with its line.
    ///
    /// Errors: as of a line.
    public Checked<Value> readText(byte[] json) {
        return read(json, 1, false);
    }

    private Checked<Value> read(byte[] json, int line, boolean isOneLine) {
        try (var parser = parser(json, 0, json.length)) {
            if (parser.nextToken() == null) {
                return bad(line, "is empty");
            }
            var value = new JsonTree(parser, texts, line, isOneLine).read();
            return parser.nextToken() == null ? new Checked.Good<>(value, List.of()) : bad(line, "has a second value");
        } catch (JsonProcessingException e) {
            boolean isKnown = !isOneLine && e.getLocation() != null;
            return bad(isKnown ? e.getLocation().getLineNr() : line, reason(e));
        } catch (IOException e) {
            return bad(line, reason(e));
        }
    }

    Texts texts() {
        return texts;
    }

    static JsonParser parser(byte[] json, int from, int length) throws IOException {
        return JSON.createParser(json, from, length);
    }

    static JsonParser parser(InputStream json) throws IOException {
        return JSON.createParser(json);
    }

    /// Whether the text is JSON up to where it ends.
    static boolean endsEarly(IOException e) {
        return e instanceof JsonProcessingException json
                && json.getOriginalMessage().startsWith("Unexpected end-of-input");
    }

    /// Why something is no JSON, in a line, without names of our parser's.
    static String reason(IOException e) {
        if (endsEarly(e)) {
            return ENDS_EARLY;
        }
        var message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return "is not valid JSON: "
                + OF_PARSER.matcher(String.valueOf(message)).replaceAll("");
    }

    private Checked<Value> bad(int line, String what) {
        return new Checked.Bad<>(List.of(new Problem(new Where(file, line), "", "", what)), List.of());
    }
}
