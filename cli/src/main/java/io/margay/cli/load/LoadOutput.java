package io.margay.cli.load;

import io.margay.load.report.LoadReport;
import io.margay.load.report.ReportJson;
import io.margay.load.report.ReportPage;
import io.margay.load.report.ReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a report goes.
///
/// @param html as a page; null: to none
/// @param json as JSON; null: to none
/// @param isJson whether standard output gets JSON
public record LoadOutput(@Nullable Path html, @Nullable Path json, boolean isJson) {
    /// Writes it everywhere.
    public void print(LoadReport report, PrintWriter out) throws IOException {
        if (html != null) {
            Files.writeString(html, ReportPage.print(report));
        }
        if (json != null) {
            Files.writeString(json, ReportJson.print(report) + "\n");
        }
        if (isJson) {
            out.println(ReportJson.print(report));
            out.flush();
        } else {
            ReportText.print(report, out);
        }
    }
}
