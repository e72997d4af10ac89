package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComputeCommandTest {
    private static final Path GOLDEN = Path.of("src/test/golden/compute");

    @Test
    void theShopsHostsAreThese() throws IOException {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "json", "--expand");
        assertThat(run.code()).as(run.err()).isZero();
        var text = pretty(run.out());
        var golden = GOLDEN.resolve("shop.json");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void theTableHasALineANode() {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP);
        assertThat(run.out().lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header)
                        .startsWith("NODE")
                        .contains("ENDPOINTS", "POLICIES", "IDENTITIES", "CLASSES", "IP SETS", "MEMBERS"));
        assertThat(run.out().lines().skip(1)).isNotEmpty().isSorted();
    }

    @Test
    void theWideTableHasClasses() {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "wide");
        assertThat(run.out().lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header).contains("CLASSES"));
        assertThat(CommandRun.of("compute", "-f", CommandRun.SHOP, "--node", "node-1")
                        .out())
                .contains("CLASSES");
    }

    @Test
    void classesOfManyNodesAreCountedWhenAskedFor(@TempDir Path folder) throws IOException {
        var pods = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            pods.append("---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: n" + i
                    + "}, spec: {nodeName: n" + i + ", containers: [{name: c}]}, status: {podIP: 10.0.0." + i + "}}\n");
        }
        Files.writeString(folder.resolve("pods.yaml"), pods);
        var table = CommandRun.of("compute", "-f", folder.toString());
        assertThat(table.code()).isZero();
        assertThat(table.out().lines().skip(1)).hasSize(101).allMatch(line -> line.contains(" - "));
        assertThat(table.err().lines()).singleElement().asString().startsWith("CLASSES are not counted");
        for (var counted : List.of(List.of("-o", "wide"), List.of("--node", "n7"))) {
            var words = new ArrayList<>(List.of("compute", "-f", folder.toString()));
            words.addAll(counted);
            var run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.out()).contains("CLASSES").doesNotContain(" - ");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void aNetOfNoLengthIsTwoMembersInEitherVersion(@TempDir Path folder) throws IOException {
        for (var net : List.of("::/0", "0.0.0.0/0")) {
            var address = net.contains(":") ? "fd00::1" : "10.0.0.1";
            Files.writeString(folder.resolve("all.yaml"), """
                    {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: "%s"}}
                    ---
                    {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: all, labels: {all: ""}}, spec: {nets: ["%s"]}}
                    ---
                    apiVersion: projectcalico.org/v3
                    kind: GlobalNetworkPolicy
                    metadata: {name: from-all}
                    spec: {selector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: has(all)}}]}
                    """.formatted(address, net));
            var run = CommandRun.of("compute", "-f", folder.toString());
            assertThat(run.out().lines().skip(1))
                    .as(run.err())
                    .singleElement()
                    .asString()
                    .matches("n1 .* 1 +2");
        }
    }

    @Test
    void theDigestDoesNotDependOnPathsOrTheOrderOfFiles(@TempDir Path folder) throws IOException {
        var digests = CommandRun.of("compute", "-f", CommandRun.SHOP, "--digest");
        assertThat(digests.out().lines()).isNotEmpty().allMatch(line -> line.matches("\\S+ [0-9a-f]{64}"));
        try (var files = Files.walk(Path.of(CommandRun.SHOP))) {
            int number = 1000;
            for (var file :
                    files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                var text = "# moved\n" + Files.readString(file);
                Files.writeString(folder.resolve("z" + number-- + ".yaml"), text);
            }
        }
        var moved = CommandRun.of("compute", "-f", folder.toString(), "--digest");
        assertThat(moved.out()).as(moved.err()).isEqualTo(digests.out());
    }

    @Test
    void theDigestIsThatOfTheExpandedObject() throws IOException {
        var line = CommandRun.of("compute", "-f", CommandRun.SHOP, "--node", "node-1", "-o", "json", "--expand")
                .out();
        var digest = CommandRun.of("compute", "-f", CommandRun.SHOP, "--node", "node-1", "--digest")
                .out();
        assertThat(digest).isEqualTo("node-1 " + DigestOfJson.of(new ObjectMapper().readTree(line)) + "\n");
    }

    @Test
    void yamlSaysWhatJsonSays() throws IOException {
        var json = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "json", "--expand");
        var yaml = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "yaml", "--expand");
        List<JsonNode> fromJson = new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(json.out())
                .readAll();
        List<JsonNode> fromYaml = new ObjectMapper(new YAMLFactory())
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(yaml.out())
                .readAll();
        assertThat(fromYaml).isEqualTo(fromJson).isNotEmpty();
    }

    @Test
    void whatMakesNoSenseIsWrongUsage() {
        for (var options : List.of(
                List.of("--expand"),
                List.of("--expand", "--digest"),
                List.of("--digest", "-o", "json"),
                List.of("--digest", "-o", "yaml"))) {
            var words = new ArrayList<>(List.of("compute", "-f", CommandRun.SHOP));
            words.addAll(options);
            var run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.code()).as("%s: %s", options, run.err()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void everyRuleHasItsSourceAndNoListIsEmpty() throws IOException {
        var lines = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "json", "--expand")
                .out();
        for (var line : lines.lines().toList()) {
            var node = new ObjectMapper().readTree(line);
            Stream.of("policies", "profiles")
                    .flatMap(owner -> node.get(owner).valueStream())
                    .flatMap(each -> Stream.of(each.path("ingress"), each.path("egress")))
                    .flatMap(JsonNode::valueStream)
                    .forEach(rule -> assertThat(rule.path("source").asText()).isNotEmpty());
            assertThat(node.findValues("addresses")).noneMatch(JsonNode::isEmpty);
            node.get("selectors").forEach(set -> assertThat(fields(set)).contains("text", "identities"));
        }
    }

    @Test
    void statsAreOneObjectOnStandardError() throws IOException {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP, "--stats");
        var stats = new ObjectMapper().readTree(run.err());
        assertThat(fields(stats.get("phases")))
                .containsExactly("start", "read", "compute", "print", "encode", "count", "total");
        assertThat(stats.at("/work/ruleSets").asInt()).isPositive();
        assertThat(stats.at("/work/bytesPerHost/hosts").asInt())
                .isEqualTo(stats.at("/work/nodes").asInt());
        assertThat(stats.at("/work/bytesPerHost/sum").asInt())
                .isGreaterThan(stats.at("/work/bytesEncoded").asInt());
        for (var count : List.of("resources", "fingerprints", "identities", "selectors", "memberships", "members")) {
            assertThat(stats.at("/work/" + count).asInt()).as(count).isPositive();
        }
    }

    @Test
    void aNodeThatIsNotThereIsSaid() {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP, "--node", "nowhere");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("There is no node nowhere.");
        assertThat(run.out()).isEmpty();
    }

    private static String pretty(String lines) throws IOException {
        var mapper = new ObjectMapper();
        var text = new StringBuilder();
        for (var line : lines.lines().toList()) {
            text.append(mapper.readTree(line).toPrettyString()).append('\n');
        }
        return text.toString();
    }

    private static List<String> fields(JsonNode of) {
        return of.properties().stream().map(Map.Entry::getKey).toList();
    }
}
