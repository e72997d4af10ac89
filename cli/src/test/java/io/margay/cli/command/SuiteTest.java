package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuiteTest {
    private static final String RESOURCES = """
            "resources":[
             {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}},
             {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"shop","labels":{"app":"a"}},
              "spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.1"}},
             {"apiVersion":"v1","kind":"Pod","metadata":{"name":"b","namespace":"shop"},
              "spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.2"}},
             {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"a","namespace":"shop"},
              "spec":{"podSelector":{"matchLabels":{"app":"a"}},"ingress":[{"ports":[{"port":80}]}]}}],
            """.replace("\n", "");
    private static final String PROBES = """
            "probes":[{"id":"0","from":"pod:shop/b","to":"pod:shop/a","protocol":"TCP","port":80},
             {"id":"1","from":"pod:shop/b","to":"pod:shop/a","protocol":"TCP","port":81}]
            """.replace("\n", "");
    private static final String RIGHT = """
            ,"expected":[{"id":"0","verdict":"allow","egress":{"noPolicy":true,"profile":"kns.shop"},"ingress":{"rule":0}},
             {"id":"1","verdict":"deny","ingress":{"tierDefault":true},"caveats":["none"]}]
            """.replace("\n", "");

    @Test
    void answersAreComparedAndWhatIsLeftOutIsNotAsked() {
        var run = suite(cluster("one", RIGHT) + "\n" + cluster("two", RIGHT));
        assertThat(run.out()).isEqualTo("2 clusters, 4 probes, 0 wrong\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void hostsOfAnEngineAnswerLikewise() {
        var run = suite(cluster("one", RIGHT) + "\n" + cluster("two", RIGHT), "--engine");
        assertThat(run.out()).isEqualTo("2 clusters, 4 probes, 0 wrong\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void aWrongAnswerIsPrintedWithWhatWasExpected() {
        var run = suite(cluster("one", RIGHT.replace("\"deny\"", "\"allow\"")));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("wrong: cluster one, probe \"1\": pod:shop/b to pod:shop/a, TCP to port 81"),
                        line -> assertThat(line).startsWith("  expected {\"id\":\"1\",\"verdict\":\"allow\","),
                        line -> assertThat(line).startsWith("  got      {\"id\":\"1\",\"verdict\":\"deny\","),
                        line -> assertThat(line).isEqualTo("1 clusters, 2 probes, 1 wrong"));
    }

    @Test
    void aSuiteThatCannotBeReadHasNoSum() {
        var run = CommandRun.of("probe", "--suite", "no/such.jsonl");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("no/such.jsonl: no such file\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void machinesGetTheSameAsJson() {
        var run = suite(cluster("one", RIGHT.replace("\"deny\"", "\"allow\"")), "-o", "json");
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"cluster\":\"one\",\"probe\":\"1\",\"expected\":{\"id\":\"1\","),
                        line -> assertThat(line).isEqualTo("{\"clusters\":1,\"probes\":2,\"wrong\":1}"));
    }

    @Test
    void withoutExpectationsAllAnswersArePrinted() {
        var run = suite(cluster("one", ""));
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"id\":\"one\",\"answers\":[{\"id\":\"0\",\"verdict\":\"allow\",")
                .contains("},{\"id\":\"1\",\"verdict\":\"deny\",");
    }

    @Test
    void aWrongPolicyIsAnErrorOfItsClusterAndDeniesWhatItSelects() {
        var run = suite(cluster("one", RIGHT).replace("\"port\":80}]}]", "\"port\":70000}]}]"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("-:1: cluster one: NetworkPolicy shop/a: spec.ingress[0].ports[0]");
        assertThat(run.out()).contains("probe \"0\"").endsWith("1 clusters, 2 probes, 1 wrong\n");
    }

    @Test
    void aLineThatIsNoClusterIsAnErrorAndTheOthersAreJudged() {
        var run = suite("{\"id\":\"half\"\n[]\n{\"id\":\"none\"}\n" + cluster("one", RIGHT));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("-:1: is not valid JSON"),
                        line -> assertThat(line).startsWith("-:2: must be an object"),
                        line -> assertThat(line).isEqualTo("-:3: must have resources and probes, both lists"));
        assertThat(run.out()).isEqualTo("1 clusters, 2 probes, 0 wrong\n");
    }

    @Test
    void aFieldThatIsWrittenTwiceIsAnError() {
        var run = suite(cluster("one", RIGHT).replace("\"id\":\"one\"", "\"id\":\"one\",\"id\":\"two\""));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("-:1: field `id` is written twice\n");
    }

    private static String cluster(String id, String expected) {
        return "{\"id\":\"" + id + "\"," + RESOURCES + PROBES + expected + "}";
    }

    private static CommandRun suite(String text, String... more) {
        var arguments = Stream.concat(Stream.of("probe", "--suite", "-"), Stream.of(more));
        return CommandRun.reading(text, arguments.toArray(String[]::new));
    }
}
