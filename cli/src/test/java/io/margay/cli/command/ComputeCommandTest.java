package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                        .contains("ENDPOINTS", "POLICIES", "IDENTITIES", "IP SETS", "MEMBERS"));
        assertThat(run.out().lines().skip(1)).isNotEmpty().isSorted();
    }

    @Test
    void theDigestIsOfTheExpandedLine() {
        var lines = CommandRun.of("compute", "-f", CommandRun.SHOP, "-o", "json", "--expand")
                .out();
        var digests =
                CommandRun.of("compute", "-f", CommandRun.SHOP, "--digest").out();
        assertThat(digests.lines())
                .containsExactlyElementsOf(
                        lines.lines().map(ComputeCommandTest::digestLine).toList());
    }

    @Test
    void statsAreOneObjectOnStandardError() throws IOException {
        var run = CommandRun.of("compute", "-f", CommandRun.SHOP, "--stats");
        var stats = new ObjectMapper().readTree(run.err());
        assertThat(fields(stats.get("phases"))).containsExactly("read", "compute", "print", "encode");
        assertThat(stats.at("/work/ruleSets").asInt()).isPositive();
        assertThat(stats.at("/work/bytesPerHost/largest").asInt()).isPositive();
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

    private static String digestLine(String json) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest((json + "\n").getBytes(StandardCharsets.UTF_8));
            return new ObjectMapper().readTree(json).get("node").asText() + " "
                    + HexFormat.of().formatHex(sha);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> fields(JsonNode of) {
        return of.properties().stream().map(Map.Entry::getKey).toList();
    }
}
