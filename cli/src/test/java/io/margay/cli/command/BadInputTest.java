package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is wrong with the input: the place and the reason on standard error, nothing on standard output, exit code
/// 1.
class BadInputTest {
    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              ingress:
                - from: []
            """;

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamed() {
        assertThat(refused("validate", "-f", "no/such.yaml")).isEqualTo("no/such.yaml: no such file\n");
    }

    @Test
    void anEmptyNameIsNoFolder() {
        for (var command : List.of("validate", "compute", "up", "demo")) {
            var run = CommandRun.of(command, "-f", "");
            assertThat(run.code()).as(command).isEqualTo(2);
            assertThat(run.err()).as(command).contains("'--filename'", "names nothing");
        }
    }

    @Test
    void aMissingFileIsNotForgivenByLenient() {
        assertThat(refused("validate", "--lenient", "-f", "no/such.yaml")).isEqualTo("no/such.yaml: no such file\n");
    }

    @Test
    void aFolderWithoutResourcesIsNamed() {
        assertThat(refused("validate", "-f", folder.toString())).startsWith(folder + ": holds no *.yaml");
    }

    @Test
    void halfAYamlHasItsLine() throws IOException {
        var file = file("half.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: [shop\n");
        assertThat(refused("validate", "-f", file)).startsWith(file + ":").doesNotContain("Exception", "\tat ");
    }

    @Test
    void noiseIsNoResource() throws IOException {
        var file = folder.resolve("noise.yaml");
        Files.write(file, new byte[] {0, 1, (byte) 0xfe, (byte) 0xff, 7, '\n', (byte) 0xc3, 0x28});
        assertThat(refused("validate", "-f", file.toString()))
                .startsWith(file + ":")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void halfAGzipFileEndsTooEarly() throws IOException {
        var file = folder.resolve("half.yaml.gz");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThat(refused("validate", "-f", file.toString()))
                .isEqualTo(file + ": ends too early: the gzip file is cut off\n");
    }

    @Test
    void aPortThatCannotBeHasItsPath() throws IOException {
        var file = file("port.yaml", POLICY + "      ports: [{port: 70000}]\n");
        assertThat(refused("validate", "-f", file))
                .startsWith(file + ":8: NetworkPolicy shop/redis: spec.ingress[0].ports[0]")
                .contains("70000");
    }

    @Test
    void aWrongSelectorHasItsPath() throws IOException {
        var file = file("selector.yaml", """
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkPolicy
                metadata: {name: all}
                spec:
                  selector: app = 'redis'
                """);
        assertThat(refused("validate", "-f", file)).startsWith(file + ":5: GlobalNetworkPolicy all: spec.selector: ");
    }

    @Test
    void anExceptionOutsideItsCidrHasItsPath() throws IOException {
        var file = file(
                "except.yaml",
                POLICY.replace("from: []", "from: [{ipBlock: {cidr: 10.0.0.0/8, except: [192.168.0.0/16]}}]"));
        assertThat(refused("validate", "-f", file))
                .startsWith(file + ":7: NetworkPolicy shop/redis: spec.ingress[0].from[0].ipBlock.except[0]");
    }

    @Test
    void allMistakesAreReportedInOneGo() throws IOException {
        var one = file("one.yaml", POLICY + "      ports: [{port: 70000}, {port: -1}]\n");
        var two = file(
                "two.yaml", POLICY.replace("name: redis", "name: web").replace("podSelector: {}", "podSelector: 3"));
        assertThat(refused("validate", "-f", one, "-f", two, "-f", "no/such.yaml")
                        .lines())
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void everyCommandRefusesAlike() throws IOException {
        var file = file("port.yaml", POLICY + "      ports: [{port: 70000}]\n");
        assertThat(refused("probe", "-f", file, "--probes", "-")).contains("70000");
        assertThat(refused("explain", "-f", file, "10.0.0.1", "10.0.0.2", "--port", "80"))
                .contains("70000");
    }

    private static String refused(String... arguments) {
        var run = CommandRun.of(arguments);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }
}
