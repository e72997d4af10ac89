package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String NAMESPACE =
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}\n";

    @TempDir
    Path folder;

    @Test
    void theExampleIsValidAndSaysNothingElse() {
        var run = CommandRun.of("validate", "-f", CommandRun.SHOP);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("resources are valid:", "11 Pod (v1)", "2 HostEndpoint (projectcalico.org/v3)");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutFilesIsWrongUsage() {
        var run = CommandRun.of("validate");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--filename=PATH");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void standardInputIsAFileToo() {
        var run = CommandRun.reading(NAMESPACE.formatted("shop"), "validate", "-f", "-");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("1 resource is valid:");
    }

    @Test
    void aFolderIsReadToItsDepthAndZippedFilesToo() throws IOException {
        write("a.json", NAMESPACE.formatted("a"));
        write("deep/er/b.jsonl", NAMESPACE.formatted("b") + NAMESPACE.formatted("c"));
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(NAMESPACE.formatted("d").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("d.json.gz"), zipped.toByteArray());
        write("README.md", "no resource");
        assertThat(CommandRun.of("validate", "-f", folder.toString()).out()).startsWith("4 resources are valid:");
    }

    @Test
    void aNamedFileWithoutResourcesIsAWarning() throws IOException {
        for (var text :
                new String[] {"", "---\n", "# nothing yet\n", "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[]}"
                }) {
            write("empty.yaml", text);
            var file = folder.resolve("empty.yaml").toString();
            var run = CommandRun.of("validate", "-f", file);
            assertThat(run.code()).isZero();
            assertThat(run.err()).isEqualTo("warning: " + file + ": holds no resources\n");
        }
    }

    @Test
    void probesBesideTheResourcesArePassedOver() throws IOException {
        write("a.json", NAMESPACE.formatted("a"));
        write("expectations.jsonl", "{\"from\":\"10.0.0.1\"}\n");
        var run = CommandRun.of("validate", "-f", folder.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aFileOfAFolderThatHoldsNoResourcesIsLeftOutWithAWarning() throws IOException {
        write("a.json", NAMESPACE.formatted("a"));
        write("values.yaml", "replicas: 3\n");
        var run = CommandRun.of("validate", "-f", folder.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: " + folder.resolve("values.yaml")
                        + ": left out: nothing in it says of what kind it is\n");
    }

    @Test
    void aFileThatWasNamedMustHoldResources() throws IOException {
        var run = CommandRun.of("validate", "-f", write("values.yaml", "replicas: 3\n"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void unknownKindsAreOneWarningThatCountsAndNamesThem() throws IOException {
        var deployment = "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\"}}\n";
        var config = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}\n";
        var run = CommandRun.of("validate", "-f", write("a.json", deployment + config + deployment));
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: passed over 3 resources of kinds that Margay does not read: "
                        + "apps/v1/Deployment (2), v1/ConfigMap (1)\n");
    }

    @Test
    void aTierThatDoesNotExistIsAWarning() throws IOException {
        var policy = "{\"apiVersion\":\"projectcalico.org/v3\",\"kind\":\"GlobalNetworkPolicy\","
                + "\"metadata\":{\"name\":\"none.a\"},\"spec\":{\"tier\":\"none\",\"selector\":\"all()\"}}\n";
        var run = CommandRun.of("validate", "-f", write("a.json", policy));
        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("warning: ").contains("none");
    }

    private String write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
