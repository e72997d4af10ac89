package io.margay.cli.input;

import io.margay.model.input.InputParser;
import io.margay.model.input.ParsedInput;
import io.margay.model.parse.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads all sources into one input.
///
/// A file that was found in a folder and in which no object says its kind (a chart's values, test data) holds no
/// resources: it is left out with one warning. One that the user named must hold resources; where it is empty,
/// there is a warning.
public final class InputReader {
    private final InputStream stdin;
    private final InputParser parser;
    private final List<ParsedInput> inputs = new ArrayList<>();
    private final List<Problem> unread = new ArrayList<>();

    private InputReader(InputStream stdin, InputParser parser) {
        this.stdin = stdin;
        this.parser = parser;
    }

    /// What `paths` name: files, folders, and `-` for `stdin`.
    public static Input read(List<String> paths, InputStream stdin) {
        return read(paths, stdin, new InputParser());
    }

    static Input read(List<String> paths, InputStream stdin, InputParser parser) {
        var finder = new SourceFinder();
        paths.stream().distinct().forEach(finder::add);
        var reader = new InputReader(stdin, parser);
        reader.unread.addAll(finder.problems());
        finder.sources().forEach(reader::add);
        return new Input(ParsedInput.merge(reader.inputs), reader.unread);
    }

    /// What one file holds.
    ///
    /// Errors: an IOException, which `Source.reason` puts into words, where it cannot be read.
    public static ParsedInput read(Source source, InputParser parser) throws IOException {
        return new InputReader(System.in, parser).parse(source);
    }

    private ParsedInput parse(Source source) throws IOException {
        try (var in = source.open(stdin)) {
            return judged(source, parser.parse(source.name(), in));
        }
    }

    private void add(Source source) {
        try {
            inputs.add(parse(source));
        } catch (IOException e) {
            unread.add(SourceFinder.wrong(source.name(), Source.reason(e)));
        }
    }

    /// Whether nothing in it is a resource, not even a wrong one.
    private static boolean isForeign(ParsedInput input) {
        return input.resources().isEmpty()
                && input.unknownKinds().isEmpty()
                && !input.refused().isEmpty()
                && input.refused().size() == input.problems().size()
                && input.problems().stream()
                        .allMatch(problem -> problem.subject().isEmpty());
    }

    private static ParsedInput judged(Source source, ParsedInput input) {
        if (source.found()) {
            return isForeign(input) ? warning(source, "left out: nothing in it says of what kind it is") : input;
        }
        return input.equals(ParsedInput.EMPTY) ? warning(source, "holds no resources") : input;
    }

    private static ParsedInput warning(Source source, String what) {
        SortedMap<String, Integer> none = new TreeMap<>();
        return new ParsedInput(List.of(), List.of(), List.of(), List.of(SourceFinder.wrong(source.name(), what)), none);
    }
}
