package io.margay.model.parse.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.Where;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// All documents of one input: YAML, JSON and JSON lines, told apart by how each begins; gzip'ed or not.
///
/// A line that begins with `{"` begins JSON: first it is tried as JSON on one line, and if it ends too early, as JSON
/// on several. Anything else is YAML up to the next `---` or the next line that begins JSON. After JSON that is
/// broken, reading goes on with the next line that begins with `{` or `---`.
public final class Documents {
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    private final String file;
    private final DocumentSink sink;
    private final LineReader straight;
    private final Lines lines;
    private final ValueReader values;

    private Documents(String file, InputStream in, DocumentSink sink, LineReader straight) {
        this.file = file;
        this.sink = sink;
        this.straight = straight;
        lines = new Lines(in);
        values = new ValueReader(file);
    }

    /// Reads an input to its end; never throws for what is in it, nor where it cannot be read on.
    public static void read(String file, InputStream in, DocumentSink sink) {
        read(file, in, sink, LineReader.NONE);
    }

    /// The same, but for lines of JSON that `straight` takes.
    public static void read(String file, InputStream in, DocumentSink sink, LineReader straight) {
        try {
            new Documents(file, unzipped(in), sink, straight).read();
        } catch (IOException e) {
            sink.problem(new Problem(new Where(file, 0), "", "", "cannot be read: " + e.getMessage()));
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        var zipped = buffered.read() == GZIP_MAGIC_0 && buffered.read() == GZIP_MAGIC_1;
        buffered.reset();
        return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    private void read() {
        var afterJson = false;
        while (lines.next()) {
            if (!lines.isBlank() && !YamlDocument.isMark(lines, "...")) {
                afterJson = document(afterJson);
            }
        }
        var failure = lines.failure();
        if (failure != null) {
            problem(lines.number(), failure);
        }
    }

    /// Reads what begins with the present line. Whether it was JSON.
    private boolean document(boolean afterJson) {
        if (lines.beginsJson()) {
            json();
            return true;
        }
        if (afterJson && !YamlDocument.isMark(lines)) {
            problem(lines.number(), "is not valid JSON: a line after JSON must begin with { or ---");
            skipBroken();
            return true;
        }
        yaml();
        return false;
    }

    private void json() {
        if (!straight.knows(lines.buffer(), lines.from(), lines.to()) || !straight()) {
            tree();
        }
    }

    private boolean straight() {
        try (var parser = ValueReader.parser(lines.buffer(), lines.from(), lines.to() - lines.from())) {
            return straight.read(new JsonLine(parser, values.texts(), lines.number()));
        } catch (IOException e) {
            // Read as a tree, it gives the same error, which is told there.
            return false;
        }
    }

    private void tree() {
        var start = lines.number();
        var read = new ArrayList<Value>(1);
        Consumer<Value> add = read::add;
        try (var parser = ValueReader.parser(lines.buffer(), lines.from(), lines.to() - lines.from())) {
            var tree = new JsonTree(parser, values.texts(), start, true);
            while (parser.nextToken() != null) {
                var value = tree.readResource(add);
                read.add(value);
            }
            read.forEach(sink::value);
        } catch (IOException e) {
            broken(start, e);
        }
    }

    private void broken(int line, IOException e) {
        if (ValueReader.endsEarly(e)) {
            jsonOfManyLines(line);
        } else {
            problem(line, ValueReader.reason(e));
        }
    }

    /// Reads JSON on from the present line, up to a mark or to what is broken.
    private void jsonOfManyLines(int firstLine) {
        lines.again();
        var start = firstLine;
        try (var parser = ValueReader.parser(new LineStream(lines))) {
            var tree = new JsonTree(parser, values.texts(), firstLine, false);
            while (parser.nextToken() != null) {
                start = firstLine + parser.currentTokenLocation().getLineNr() - 1;
                sink.value(tree.readResource(sink::value));
            }
        } catch (IOException e) {
            problem(start, firstLine, e);
            skipBroken(firstLine);
        }
    }

    private void problem(int start, int firstLine, IOException e) {
        var line = e instanceof JsonProcessingException json && json.getLocation() != null
                ? firstLine + json.getLocation().getLineNr() - 1
                : start;
        if (ValueReader.endsEarly(e) || (line > start && line == lines.number() && lines.startsWith("{"))) {
            problem(start, ValueReader.ENDS_EARLY);
        } else {
            problem(Math.min(line, lines.number()), ValueReader.reason(e));
        }
    }

    private void skipBroken(int firstLine) {
        if (lines.number() > firstLine) {
            lines.again();
        }
        skipBroken();
    }

    /// Leaves the present line and those after it that do not begin a document.
    private void skipBroken() {
        while (lines.next()) {
            if (lines.startsWith("{") || YamlDocument.isMark(lines)) {
                lines.again();
                return;
            }
        }
    }

    private void yaml() {
        var document = YamlDocument.gather(lines);
        if (lines.failure() != null) {
            // It may be half of what was written, and still be YAML.
            return;
        }
        switch (document.read(file)) {
            case Checked.Good<Value> good -> {
                if (!(good.value() instanceof Value.Null)) {
                    sink.value(good.value());
                }
            }
            case Checked.Bad<Value> bad -> bad.problems().forEach(sink::problem);
        }
    }

    private void problem(int line, String what) {
        sink.problem(new Problem(new Where(file, line), "", "", what));
    }
}
