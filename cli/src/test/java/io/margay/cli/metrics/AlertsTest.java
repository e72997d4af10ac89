package io.margay.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules for alerts ask for what is there.
final class AlertsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern METRIC = Pattern.compile("\\b(margay|jvm|process)_[a-z_]+");

    @Test
    void eachNamesMetricsThatAreThere() throws IOException {
        var known = new HashSet<>(DocumentedMetrics.ofMember().keySet());
        known.addAll(DocumentedMetrics.ofAgent().keySet());
        var histograms = DocumentedMetrics.ofMember().entrySet().stream()
                .filter(metric -> metric.getValue().equals("histogram"))
                .map(metric -> metric.getKey() + "_bucket")
                .toList();
        known.addAll(histograms);
        for (var rule : rules()) {
            var named = METRIC.matcher(rule.get("expr").asText())
                    .results()
                    .map(found -> found.group())
                    .toList();
            assertThat(named).as(rule.toString()).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void eachIsDocumentedAndNoOther() throws IOException {
        var documented = Pattern.compile("(?m)^\\| (Margay[A-Za-z]+) \\|")
                .matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(rules()).extracting(rule -> rule.get("alert").asText()).containsExactlyElementsOf(documented);
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
        });
    }

    private static List<JsonNode> rules() throws IOException {
        var file = new YAMLMapper().readTree(DOCS.resolve("alerts.yaml").toFile());
        return file.get("groups").findValues("rules").stream()
                .<JsonNode>mapMulti((rules, each) -> rules.forEach(each))
                .toList();
    }
}
