package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeCommandTest {
    private static final String CART_TO_REDIS =
            "{\"id\":\"7\",\"from\":\"pod:shop/cart-0\",\"to\":\"pod:data/redis-0\",\"protocol\":\"TCP\",\"port\":6379}\n";

    @Test
    void theShopIsAsItsExpectationsSay() {
        var run = CommandRun.of(
                "probe", "-f", CommandRun.SHOP, "--probes", CommandRun.SHOP + "/expectations.jsonl", "--expect");
        assertThat(run.out()).isEqualTo("109 probes, 0 wrong\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void anAnswerSaysWhatDecidedEachSideAndWhereItIsWritten() {
        var run = shop(CART_TO_REDIS);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .isEqualTo("{\"id\":\"7\",\"verdict\":\"allow\","
                        + "\"egress\":{\"verdict\":\"allow\",\"tier\":\"default\",\"policy\":{\"apiVersion\":\"networking.k8s.io/v1\","
                        + "\"kind\":\"NetworkPolicy\",\"namespace\":\"shop\",\"name\":\"cart\"},\"rule\":0,"
                        + "\"source\":\"../examples/shop/policies-shop.yaml:77\"},"
                        + "\"ingress\":{\"verdict\":\"allow\",\"tier\":\"default\",\"policy\":{\"apiVersion\":\"networking.k8s.io/v1\","
                        + "\"kind\":\"NetworkPolicy\",\"namespace\":\"data\",\"name\":\"redis\"},\"rule\":0,"
                        + "\"source\":\"../examples/shop/policies-data.yaml:39\"}}\n");
    }

    @Test
    void aDenyIsAnAnswerAndASideThatIsNotOursIsNull() {
        var run = shop(
                "{\"id\":1,\"from\":\"198.51.100.7\",\"to\":\"host:node-1\",\"protocol\":\"ICMP\",\"icmpType\":8}\n");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("{\"id\":1,\"verdict\":\"deny\",\"egress\":null,\"ingress\":{\"verdict\":\"deny\","
                        + "\"hostEndpoint\":\"node-1-eth0\",\"tier\":\"security\",");
    }

    @Test
    void aFieldThatIsNullIsAsOneThatIsAbsent() {
        var nulls = ",\"sourcePort\":null,\"icmpType\":null,\"ipVersion\":null,\"toInterface\":null,\"expect\":null}";
        var run = shop(CART_TO_REDIS.replace("}", nulls));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(shop(CART_TO_REDIS).out()).contains("\"verdict\":\"allow\"");
    }

    @Test
    void anIcmpTypeOfWhatIsNotIcmpIsRefused() {
        var run = shop(CART_TO_REDIS.replace("}", ",\"icmpType\":8}"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).endsWith(":1: icmpType and icmpCode are of ICMP and ICMPv6, protocol is TCP\n");
    }

    @Test
    void aHostReachesItsOwnPods() {
        var run = shop(
                "{\"id\":\"a\",\"from\":\"host:node-1\",\"to\":\"pod:shop/web-0\",\"protocol\":\"TCP\",\"port\":80}\n");
        assertThat(run.out())
                .isEqualTo("{\"id\":\"a\",\"verdict\":\"allow\",\"egress\":null,\"ingress\":null,\"ownHost\":true}\n");
    }

    @Test
    void aClusterIpIsJudgedAsAnAddressWithAWarning() {
        var run = shop(
                "{\"id\":\"a\",\"from\":\"pod:shop/cart-0\",\"to\":\"10.96.0.30\",\"protocol\":\"TCP\",\"port\":6379}\n");
        assertThat(run.out())
                .startsWith("{\"id\":\"a\",\"verdict\":\"deny\",")
                .contains("\"warnings\":[\"10.96.0.30 is");
    }

    @Test
    void whatIsNoProbeIsOneErrorAndTheOthersAreAnswered() {
        var run = shop("""
                {"id":"x","from":"pod:shop/none","to":"10.0.0.1","protocol":"TCP","port":80}
                {"id":"y","from":"pod:shop","to":"10.0.0.1","protocol":"TPC","port":70000}
                {"id":"z"
                """ + CART_TO_REDIS);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("{\"id\":\"x\",\"error\":\"there is no pod shop/none\"}"),
                        line -> assertThat(line)
                                .startsWith("{\"id\":\"y\",\"error\":\"from must be pod:NAMESPACE/NAME"),
                        line -> assertThat(line).startsWith("{\"id\":\"3\",\"error\":\"is not valid JSON"),
                        line -> assertThat(line).startsWith("{\"id\":\"7\",\"verdict\":\"allow\""));
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("-:1: there is no pod shop/none"),
                        line -> assertThat(line).startsWith("-:2: ").contains("TPC", "port must be 1..65535, is 70000"),
                        line -> assertThat(line).startsWith("-:3: is not valid JSON"));
    }

    @Test
    void aFieldThatIsWrittenTwiceIsRefused() {
        var run = shop(CART_TO_REDIS.replace("\"port\"", "\"port\":80,\"port\""));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("-:1: field `port` is written twice\n");
    }

    @Test
    void aFieldThatMeansNothingIsAWarning() {
        var run = shop(CART_TO_REDIS.replace("\"port\"", "\"icmptype\":8,\"port\"") + CART_TO_REDIS.replace("7", "8"));
        assertThat(run.err())
                .isEqualTo("warning: -:1: unknown field `icmptype` is not looked at, here and on later lines\n");
    }

    @Test
    void aWrongExpectationIsPrintedWithTheReason() {
        var wrong = CART_TO_REDIS.replace("}", ",\"expect\":\"deny\"}");
        var right = CART_TO_REDIS.replace("}", ",\"expect\":\"allow\"}");
        var run = shop(right + wrong, "--expect");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("wrong: 7: pod:shop/cart-0 to pod:data/redis-0, TCP to port 6379"),
                        line -> assertThat(line)
                                .startsWith("  expected deny, got allow: egress of pod shop/cart-0: rule 0"),
                        line -> assertThat(line).isEqualTo("2 probes, 1 wrong"));
        assertThat(shop(wrong, "--expect", "-o", "json").out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"id\":\"7\",\"expect\":\"deny\",\"got\":{\"id\":\"7\",\"verdict\""),
                        line -> assertThat(line).isEqualTo("{\"probes\":1,\"wrong\":1}"));
    }

    @Test
    void probesOfWhichNoneExpectsAnythingTestNothing() {
        var run = shop(CART_TO_REDIS, "--expect");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("1 probes, 0 wrong, 1 without \"expect\"\n");
    }

    @Test
    void aMissingFileOfProbesIsNamed() {
        var run = CommandRun.of("probe", "-f", CommandRun.SHOP, "--probes", "no/such.jsonl");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("no/such.jsonl: no such file\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void neitherProbesNorSuiteIsWrongUsage() {
        assertThat(CommandRun.of("probe", "-f", CommandRun.SHOP).code()).isEqualTo(2);
        assertThat(CommandRun.of("probe", "--probes", "-", "--suite", "-").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("probe", "--suite", "-", "-f", CommandRun.SHOP).code())
                .isEqualTo(2);
        assertThat(CommandRun.of("probe", "--probes", "-", "-f", "-").code()).isEqualTo(2);
    }

    private static CommandRun shop(String probes, String... more) {
        var arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"probe", "-f", CommandRun.SHOP, "--probes", "-"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.reading(probes, arguments);
    }
}
