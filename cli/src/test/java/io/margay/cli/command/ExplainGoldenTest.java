package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `explain` tells about the example cluster. `-Dgolden.update` writes the files anew.
class ExplainGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/golden/explain");

    @ParameterizedTest
    @CsvSource({
        "nobody-allows, pod:shop/web-0 pod:data/redis-0 --port 6379",
        "both-allow, pod:shop/cart-0 pod:data/redis-0 --port 6379 --ip-version 6",
        "a-rule-denies, 198.51.100.7 pod:platform/gateway-0 --port 8443",
        "quarantined, pod:shop/promo-0 pod:platform/dns-0 --protocol UDP --port 53",
        "to-a-host, pod:shop/web-0 host:node-2 --port 10250",
        "failsafe, 198.51.100.7 host:node-1 --port 22",
        "ping, pod:platform/metrics-0 pod:data/redis-0 --icmp-type 8",
        "own-host, host:node-1 pod:shop/web-0 --port 80",
    })
    void tellsTheWholeStory(String name, String question) throws IOException {
        var run = explain(question);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        var file = GOLDEN.resolve(name + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, run.out());
        }
        assertThat(run.out()).isEqualTo(Files.readString(file));
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void theVerdictIsTheLastLine() {
        assertThat(explain("198.18.0.9 pod:platform/gateway-0 --port 8443")
                        .out()
                        .lines()
                        .toList()
                        .getLast())
                .startsWith("allow: ");
    }

    @Test
    void machinesGetTheAnswerWithAllSteps() {
        var run = explain("198.51.100.7 pod:platform/gateway-0 --port 8443 -o json");
        assertThat(run.out())
                .startsWith(
                        "{\"id\":\"1\",\"verdict\":\"deny\",\"egress\":null,\"ingress\":{\"verdict\":\"deny\",\"tier\":\"security\"")
                .contains(
                        "\"ingressSteps\":[{\"step\":\"tier\",\"tier\":\"security\",\"order\":\"100\"},{\"step\":\"policy\",")
                .contains("\"matched\":true,\"reasons\":[");
    }

    @Test
    void anEndThatDoesNotExistIsWrongInput() {
        var run = explain("pod:shop/none pod:data/redis-0 --port 6379");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("there is no pod shop/none\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aQuestionThatIsNoneIsWrongUsage() {
        assertThat(explain("pod:shop/web-0 redis --port 6379").code()).isEqualTo(2);
        assertThat(explain("pod:shop/web-0 pod:data/redis-0").err()).contains("port is missing");
        assertThat(explain("pod:shop/web-0 pod:data/redis-0 --port 70000").err())
                .contains("port must be 1..65535, is 70000");
        assertThat(explain("pod:shop/web-0 pod:data/redis-0 --port 0").err()).contains("port must be 1..65535, is 0");
        var yaml = explain("pod:shop/web-0 pod:data/redis-0 --port 1 -o yaml");
        assertThat(yaml.code()).isEqualTo(2);
        assertThat(yaml.err()).startsWith("--output must be text or json here, is \"yaml\"\n");
    }

    @Test
    void whatAHostsConfigurationKeepsOpenForMargayIsOpen(@TempDir Path folder) throws IOException {
        var config = Files.writeString(
                folder.resolve("margay.conf"),
                "margay.dataplane.iptables.own-paths-in = [\"tcp:198.51.100.0/24:7443\"]");
        var question = " host:node-1 --port 7443 --config " + config;
        assertThat(explain("198.51.100.7" + question).out())
                .contains("allow: failsafe port TCP 7443 (Margay) allows it");
        assertThat(explain("203.0.113.9" + question).out()).doesNotContain("Margay", "allow:");
        assertThat(explain("198.51.100.7" + question + ".gone"))
                .isEqualTo(new CommandRun(1, "", config + ".gone: no such file\n"));
    }

    private static CommandRun explain(String question) {
        var arguments = new ArrayList<>(List.of("explain", "-f", CommandRun.SHOP));
        arguments.addAll(List.of(question.split(" ")));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
