package io.margay.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What reports look like; what a machine reads is stable. `-Dgolden.update` writes the files anew.
class ReportGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/golden/report");

    @Test
    void json() throws IOException {
        compare("report.json", ReportJson.print(Reports.sample(List.of())) + "\n");
    }

    @Test
    void jsonOfHostsThatAreWrong() throws IOException {
        compare(
                "wrong.json",
                ReportJson.print(Reports.sample(List.of("node-0003: 1 of 23 endpoints: Pod a/b"))) + "\n");
    }

    @Test
    void page() throws IOException {
        compare("report.html", ReportPage.print(Reports.sample(List.of("node-0003: <b> & more"))));
    }

    @Test
    void aPageNeedsNothingElse() {
        assertThat(ReportPage.print(Reports.sample(List.of())))
                .doesNotContain("http:", "https:", "src=", "href=", "<script", "NaN", "Infinity");
    }

    private static void compare(String name, String text) throws IOException {
        var file = GOLDEN.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
