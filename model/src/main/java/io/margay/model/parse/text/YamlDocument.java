package io.margay.model.parse.text;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.Where;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/// One YAML document, as text and the line that it begins on.
///
/// A `---` or `...` at the beginning of a line is never a document's content, so an input is cut there before anything
/// is parsed: a document that is broken spoils no other.
final class YamlDocument {
    private static final int LONGEST = 1 << 28;

    private final int line;
    private final int lastLine;
    private final byte[] text;
    private final boolean tooLong;

    private YamlDocument(int line, int lastLine, byte[] text, boolean tooLong) {
        this.line = line;
        this.lastLine = lastLine;
        this.text = text;
        this.tooLong = tooLong;
    }

    /// Reads the document that begins with the present line, which is not blank.
    static YamlDocument gather(Lines lines) {
        var line = lines.number();
        var text = new ByteArrayOutputStream(lines.to() - lines.from() + 1);
        var begun = false;
        var last = line;
        do {
            begun |= hasContent(lines);
            last = lines.number();
            if (text.size() + lines.to() - lines.from() <= LONGEST) {
                text.write(lines.buffer(), lines.from(), lines.to() - lines.from());
                text.write('\n');
            } else {
                return new YamlDocument(line, last, new byte[0], true);
            }
        } while (lines.next() && !endsBefore(lines, begun));
        return new YamlDocument(line, last, text.toByteArray(), false);
    }

    /// Whether the present line is `---` or `...`, perhaps with more after it.
    static boolean isMark(Lines lines) {
        return isMark(lines, "---") || isMark(lines, "...");
    }

    /// Whether the present line is this mark, perhaps with more after it.
    static boolean isMark(Lines lines, String mark) {
        if (!lines.startsWith(mark)) {
            return false;
        }
        var after = lines.from() + mark.length();
        return after == lines.to()
                || lines.buffer()[after] == ' '
                || lines.buffer()[after] == '\t'
                || lines.buffer()[after] == '\r';
    }

    private static boolean hasContent(Lines lines) {
        var first = lines.firstFrom(lines.from());
        return first < lines.to() && lines.buffer()[first] != '#' && lines.buffer()[first] != '%';
    }

    private static boolean endsBefore(Lines lines, boolean begun) {
        var ends = (lines.startsWith("{") && lines.beginsJson())
                || isMark(lines, "...")
                || (begun && isMark(lines, "---"));
        if (ends) {
            lines.again();
        }
        return ends;
    }

    /// Its value; null where it is empty.
    ///
    /// Errors: one problem, the first thing that is no YAML, or that no resource can be made of.
    Checked<Value> read(String file) {
        if (tooLong) {
            return bad(file, line, "a YAML document is longer than 256 MiB");
        }
        try {
            var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            var root = yaml().compose(new StringReader(decoded.toString()));
            return root == null ? new Checked.Good<>(new Value.Null(line), List.of()) : converted(file, root);
        } catch (CharacterCodingException e) {
            return bad(file, line, "is not valid YAML: not in UTF-8");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return bad(
                    file,
                    mark == null ? line : Math.min(line + mark.getLine(), lastLine),
                    "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            var tooDeep = String.valueOf(e.getMessage()).startsWith("Nesting Depth");
            return bad(file, line, "is not valid YAML: " + (tooDeep ? NodeConverter.TOO_DEEP : e.getMessage()));
        }
    }

    private Checked<Value> converted(String file, Node root) {
        var converter = new NodeConverter(line, lastLine);
        var value = converter.convert(root);
        var problem = converter.problem();
        return problem == null ? new Checked.Good<>(value, List.of()) : bad(file, problem.line(), problem.what());
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setNestingDepthLimit(JsonTree.MAX_DEPTH + 1);
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Scalars.Untyped());
    }

    private static Checked<Value> bad(String file, int line, String what) {
        return new Checked.Bad<>(List.of(new Problem(new Where(file, line), "", "", what)), List.of());
    }
}
