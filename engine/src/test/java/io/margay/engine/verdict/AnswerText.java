package io.margay.engine.verdict;

import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.Answer.Unanswerable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Answers as golden files hold them.
final class AnswerText {
    private AnswerText() {}

    static List<String> print(Answer answer, boolean explain) {
        return switch (answer) {
            case Unanswerable(var what) -> List.of("  no answer: " + what);
            case Judged judged -> print(judged, explain);
        };
    }

    private static List<String> print(Judged judged, boolean explain) {
        var lines = new ArrayList<String>();
        lines.add("  " + judged.verdict().word() + (judged.ownHost() ? ", own host" : ""));
        judged.warnings().forEach(warning -> lines.add("    warning: " + warning));
        print(lines, judged.egress(), explain);
        print(lines, judged.ingress(), explain);
        return lines;
    }

    private static void print(List<String> lines, @Nullable Side side, boolean explain) {
        if (side == null) {
            return;
        }
        var direction = side.direction().name().toLowerCase(Locale.ROOT);
        lines.add("  %s of %s: %s, %s, by %s"
                .formatted(
                        direction,
                        side.endpoint(),
                        side.verdict().word(),
                        side.stage(),
                        side.decider().words()));
        if (explain) {
            side.trace().lines().forEach(line -> lines.add(print(line)));
        }
    }

    private static String print(Line line) {
        var where = line.where().toString();
        return "    " + "  ".repeat(line.depth()) + line.text() + (where.isEmpty() ? "" : "  [" + where + "]");
    }
}
