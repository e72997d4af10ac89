package io.margay.cli.api;

import akka.http.javadsl.model.HttpRequest;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.model.parse.Problem;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who changed what, and who was not let: a line each, in a log of its own. Names are others': nothing of them begins a
/// line.
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("io.margay.audit");
    private static final int MOST_NAMED = 20;

    private Audit() {}

    /// An edit that was kept.
    static void changed(Call call, Edit edit, Edited.Done done) {
        boolean isNothing = done.outcomes().stream()
                .allMatch(it -> it.effect() == Edited.Effect.UNCHANGED || it.effect() == Edited.Effect.ABSENT);
        if (edit.isTrial() || isNothing) {
            return;
        }
        var what = done.outcomes().stream()
                .limit(MOST_NAMED)
                .map(it -> it.key() + " " + it.effect())
                .collect(Collectors.joining(", "));
        int rest = done.outcomes().size() - MOST_NAMED;
        LOG.atInfo()
                .addKeyValue("by", Problem.line(edit.author()))
                .addKeyValue("from", call.from())
                .addKeyValue("revision", done.revision())
                .addKeyValue("what", Problem.line(what) + (rest > 0 ? " and " + rest + " more" : ""))
                .log("changed");
    }

    /// One who is known, and may not.
    static void refused(HttpRequest request, Caller caller) {
        LOG.atWarn()
                .addKeyValue("by", Problem.line(caller.name()))
                .addKeyValue("role", caller.role())
                .addKeyValue("from", Call.from(request))
                .addKeyValue("method", request.method().value())
                .addKeyValue("path", Problem.line(request.getUri().getPathString()))
                .log("refused");
    }
}
