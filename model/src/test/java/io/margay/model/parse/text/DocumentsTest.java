package io.margay.model.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    @Test
    void yamlHasManyDocumentsEachWithItsLines() {
        assertThat(read("""
            # a comment
            ---
            a: 1
            ---
            ---   # nothing here
            b:
            - x
            -
              c: 2
            ...
            d: 3
            --- {e: 4}
            """)).containsExactly("3 {a=3 1}", "6 {b=7 [7 x, 9 {c=9 2}]}", "11 {d=11 3}", "12 {e=12 4}");
    }

    @Test
    void jsonIsReadOnOneLineAndOnMany() {
        assertThat(read("""
            {"a": 1, "b": [true, null, "x"]}

            {"c": -1.5e3}
            {
              "d": {
                "e": "f"
              },
              "g": []
            }
            {
            "h": 1
            } {"i": 2}
            """))
                .containsExactly(
                        "1 {a=1 1, b=1 [1 true, 1 null, 1 x]}",
                        "3 {c=3 -1.5e3}",
                        "4 {d=5 {e=6 f}, g=8 []}",
                        "10 {h=11 1}",
                        "12 {i=12 2}");
    }

    @Test
    void jsonAndYamlMayFollowEachOther() {
        assertThat(read("""
            {"a": 1}
            ---
            b: 2
            ---
            {"c": 3}
            ---
            {
              "d": 4
            }
            ---
            {e: 5}
            """)).containsExactly("1 {a=1 1}", "3 {b=3 2}", "5 {c=5 3}", "7 {d=8 4}", "11 {e=11 5}");
    }

    @Test
    void aBrokenJsonLineIsOneProblemAndTheNextIsRead() {
        assertThat(read("""
            {"a": 1}
            {"b": }
            {"c": 3}
            {"d": [1, 2
            {"e": 5}
            rubbish
            {"f": 6}
            {"g": 7
            """))
                .containsExactly(
                        "1 {a=1 1}",
                        "!f:2: is not valid JSON: Unexpected character ('}' (code 125)): expected a value",
                        "3 {c=3 3}",
                        "!f:4: is not valid JSON: it ends too early",
                        "5 {e=5 5}",
                        "!f:6: is not valid JSON: a line after JSON must begin with { or ---",
                        "7 {f=7 6}",
                        "!f:8: is not valid JSON: it ends too early");
    }

    @Test
    void jsonThatBreaksOnManyLinesIsOneProblemAndTheNextIsRead() {
        var read = read("""
            {
              "a": 1,
              "b" 2,
              "c": 3
            }
            {"d": 4}
            """);

        assertThat(read).hasSize(2);
        assertThat(read.getFirst()).startsWith("!f:3: is not valid JSON: ");
        assertThat(read.getLast()).isEqualTo("6 {d=6 4}");
    }

    @Test
    void aBrokenYamlDocumentIsOneProblemAndTheNextIsRead() {
        assertThat(read("""
            a: 1
            ---
            b: [1, 2
            c: 3
            ---
            d: 4
            """))
                .containsExactly("1 {a=1 1}", "!f:4: is not valid YAML: expected ',' or ']', but got :", "6 {d=6 4}");
    }

    @Test
    void gzipIsSeenByItsFirstBytes() throws IOException {
        assertThat(read(gzip("a: 1\n"))).containsExactly("1 {a=1 1}");
        assertThat(read(gzip("{\"a\": 1}\n"))).containsExactly("1 {a=1 1}");
    }

    @Test
    void whatWasReadBeforeAnInputBreaksOffIsKept() throws IOException {
        var whole = gzip("{\"a\": 1}\n".repeat(100_000));
        var cut = read(Arrays.copyOf(whole, whole.length / 2));

        assertThat(cut.size()).isBetween(10_000, 100_000);
        assertThat(cut.getLast()).startsWith("!f:").contains("cannot be read on: ");
    }

    @Test
    void aStreamThatFailsIsAProblem() {
        assertThat(read(new DiskGone())).containsExactly("!f: cannot be read: the disk is gone");
    }

    @Test
    void aByteOrderMarkIsLeftOut() {
        assertThat(read("\uFEFFa: 1\n")).containsExactly("1 {a=1 1}");
        assertThat(read("\uFEFF{\"a\": 1}\n")).containsExactly("1 {a=1 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "---\n...\n---\n", "%YAML 1.1\n---\n", "   \r\n"})
    void anEmptyInputHasNoDocuments(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void aDirectiveBelongsToItsDocument() {
        assertThat(read("%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n")).containsExactly("3 {a=3 1}", "7 {b=7 2}");
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(read("{\"a\": 1}\r\n{\"b\":\r\n 2}\r\n---\r\nc: 3\r\n"))
                .containsExactly("1 {a=1 1}", "2 {b=3 2}", "5 {c=5 3}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        yes   | true
        On    | true
        y     | true
        NO    | false
        off   | false
        n     | false
        ~     | null
        Null  | null
        '''yes''' | yes
        012   | 10
        0o12  | 10
        0x1F  | 31
        0b101 | 5
        -0x1F | -31
        +7    | 7
        1_000 | 1000
        089   | 089
        1e3   | 1e3
        .5    | .5
        .inf  | .inf
        1:30  | 1:30
        2020-01-01 | 2020-01-01
        10.0.0.1   | 10.0.0.1
        !!str 5    | 5
        !!str yes  | yes
        """)
    void plainScalarsAreTypedAsKubernetesTypesThem(String written, String read) {
        assertThat(read("a: " + written)).containsExactly("1 {a=1 " + read + "}");
    }

    @Test
    void numbersAndWordsWithoutQuotesAreNoStrings() {
        var values = Yaml.values("[yes, 5, 1e3, null, x, 'yes', \"5\", !!str 5, 1:30]");

        assertThat(((Value.Sequence) values.getFirst())
                        .items().stream().map(v -> v.getClass().getSimpleName()))
                .containsExactly("Bool", "Numeral", "Numeral", "Null", "Text", "Text", "Text", "Text", "Text");
    }

    @Test
    void aliasesStandForTheirAnchorsAndMergeKeysAddWhatIsNotThere() {
        assertThat(read("""
            x: &x {a: 1, b: 2}
            v: *x
            z:
              <<: *x
              b: 3
            w:
              <<: [{a: 5}, *x]
            """))
                .containsExactly("1 {x=1 {a=1 1, b=1 2}, v=1 {a=1 1, b=1 2}, z=4 {b=5 3, a=1 1}, w=7 {a=7 5, b=1 2}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a: &a [*a]             | !f:1: anchor &a has an alias inside itself
        a: &a {b: {<<: *a}}    | !f:1: anchor &a has an alias inside itself
        a: *b                  | !f:1: is not valid YAML: found undefined alias b
        {<<: 5}                | !f:1: << must merge an object or a list of objects
        {<<: [5]}              | !f:1: << must merge an object or a list of objects
        {[a]: b}               | !f:1: a field's name must be a string
        {a: !mine b}           | !f:1: tag !mine is not known
        """)
    void yamlThatNoResourceCanBeMadeOfIsAProblem(String text, String problem) {
        assertThat(read(text)).containsExactly(problem);
    }

    @Test
    void fieldsThatAreTwiceThereAreRemembered() {
        for (var text : new String[] {"a: 1\nb: 2\na: 3\n", "{\"a\": 1, \"b\": 2,\n\n\"a\": 3}\n"}) {
            var object = (Value.Mapping) Yaml.values(text).getFirst();

            assertThat(object.fields().keySet()).containsExactly("a", "b");
            assertThat(object.twice()).containsExactly(new Value.Twice(3, "a"));
        }
    }

    @Test
    void anAliasBombIsStopped() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }

        assertThat(read(bomb.toString())).containsExactly("!f:4: aliases stand for more than 100000 values in all");
    }

    @Test
    void whatNestsTooDeepIsAProblem() {
        var deep = 100_000;

        assertThat(read("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}"))
                .containsExactly("!f:1: is not valid JSON: objects and lists nest deeper than 100 levels");
        assertThat(read("a: " + "[".repeat(deep) + "]".repeat(deep)).getFirst())
                .isEqualTo("!f:1: is not valid YAML: objects and lists nest deeper than 100 levels");
        assertThat(read("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}").getFirst())
                .startsWith("1 {a=");
        assertThat(read("a: " + "[".repeat(99) + "]".repeat(99)).getFirst()).startsWith("1 {a=");
    }

    @Test
    void aliasesDoNotNestDeeperThanWhatIsWrittenOut() {
        var nested = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 200; i++) {
            nested.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append("]\n");
        }

        assertThat(read(nested.toString())).containsExactly("!f:99: objects and lists nest deeper than 100 levels");
    }

    @Test
    void textThatIsNotInUtf8IsAProblem() {
        assertThat(read("a: \u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("!f:1: is not valid YAML: not in UTF-8");
        assertThat(read("{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .getFirst())
                .startsWith("!f:1: is not valid JSON: Invalid UTF-8");
    }

    @Test
    void managedFieldsAndWhatNobodyReadsOfAPodAreSkippedInJson() {
        assertThat(read("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","managedFields":[1],"uid":"u"},"spec":{"volumes":[1],"nodeName":"n","containers":[{"image":"i","ports":[]}]},"extra":1}
            {"apiVersion":"v3","kind":"Other","metadata":{"name":"p","managedFields":[1],"uid":"u"},"extra":1}
            """))
                .containsExactly(
                        "1 {apiVersion=1 v1, kind=1 Pod, metadata=1 {name=1 p, uid=1 u}, spec=1 {nodeName=1 n, containers=1 [1"
                                + " {ports=1 []}]}}",
                        "2 {apiVersion=2 v3, kind=2 Other, metadata=2 {name=2 p, uid=2 u}, extra=2 1}");
    }

    @Test
    void itemsOfAListComeOneByOne() {
        assertThat(read("{\"kind\": \"List\", \"items\": [{\"kind\": \"A\"}, {\"b\": 1}]}\n"))
                .containsExactly("1 {kind=1 A}", "1 {kind=1 List, items=1 [1 {b=1 1}]}");
    }

    private static List<String> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] bytes) {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<String> read(InputStream in) {
        var read = new ArrayList<String>();
        Documents.read("f", in, new DocumentSink() {
            @Override
            public void value(Value value) {
                read.add(print(value));
            }

            @Override
            public void problem(Problem problem) {
                read.add("!" + problem.print());
            }
        });
        return read;
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /// A value as `LINE VALUE`, for short.
    private static String print(Value value) {
        return value.line() + " "
                + switch (value) {
                    case Value.Mapping object -> {
                        var fields = new ArrayList<String>();
                        object.fields().forEach((name, field) -> fields.add(name + "=" + print(field)));
                        yield "{" + String.join(", ", fields) + "}";
                    }
                    case Value.Sequence list ->
                        list.items().stream().map(DocumentsTest::print).toList();
                    case Value.Text text -> text.text();
                    case Value.Numeral number -> number.text();
                    case Value.Bool bool -> bool.value();
                    case Value.Null _ -> "null";
                };
    }
}
