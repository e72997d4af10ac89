package io.margay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.demo.Question.Service;
import io.margay.cli.demo.Scene.Workload;
import io.margay.dataplane.lab.Seen;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Workload A = workload("a", 1);
    private static final Workload B = workload("b", 2);
    private static final Service HTTP = new Service(Protocol.TCP, 80);
    private static final Service DNS = new Service(Protocol.UDP, 53);

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void whatPassesStandsBesideWhatShould() {
        var outcomes = List.of(
                new Outcome(question(A, B, 0, HTTP), true, Seen.ANSWERED),
                new Outcome(question(A, B, 1, HTTP), true, Seen.ANSWERED),
                new Outcome(question(A, B, 0, DNS), false, Seen.SILENT),
                new Outcome(question(B, A, 0, HTTP), true, Seen.SILENT),
                new Outcome(question(B, A, 1, HTTP), true, Seen.ANSWERED),
                new Outcome(question(B, A, 0, DNS), false, Seen.REFUSED));
        assertThat(Table.print(outcomes, out)).isEqualTo(1);
        assertThat(text.toString()).isEqualTo("""
                FROM  TO   EXPECTED  SEEN
                x/a   x/b  TCP 80    TCP 80
                x/b   x/a  TCP 80    TCP 80 IPv6, UDP 53  WRONG
                2 pairs, 1 as expected, 1 wrong
                """);
    }

    @Test
    void whatChangesIsNamed() {
        var before = List.of(
                new Outcome(question(A, B, 0, HTTP), true, Seen.ANSWERED),
                new Outcome(question(A, B, 0, DNS), true, Seen.ANSWERED),
                new Outcome(question(B, A, 0, HTTP), false, Seen.SILENT));
        var after = List.of(
                new Outcome(question(A, B, 0, HTTP), false, Seen.SILENT),
                new Outcome(question(A, B, 0, DNS), true, Seen.ANSWERED),
                new Outcome(question(B, A, 0, HTTP), true, Seen.ANSWERED));
        Table.printChanges(before, after, out);
        assertThat(text.toString().lines())
                .containsExactly("  x/a to x/b, TCP 80 no longer passes", "  x/b to x/a, TCP 80 passes now");
    }

    @Test
    void withoutPacketsOnlyWhatShouldPassIsPrinted() {
        var expected = new LinkedHashMap<Question, Boolean>();
        expected.put(question(A, B, 0, HTTP), true);
        expected.put(question(B, A, 0, HTTP), false);
        Table.printExpected(expected, out);
        assertThat(text.toString()).isEqualTo("""
                FROM  TO   EXPECTED
                x/a   x/b  TCP 80
                x/b   x/a  -
                """);
    }

    private static Question question(Workload from, Workload to, int address, Service service) {
        return new Question(from, to, to.addresses().get(address), service);
    }

    private static Workload workload(String name, int number) {
        var addresses = List.of(
                Ip.parse("10.0.0." + number).orElseThrow(),
                Ip.parse("fd00::" + number).orElseThrow());
        return new Workload(new ResourceKey(Kind.POD, "x", name), "n", addresses, List.of());
    }
}
