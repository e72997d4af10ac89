package io.margay.cli.server;

import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Value;
import io.margay.wire.FromHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// How a node's host stands, as fields of the node.
record HostItem(Optional<HostRoll.State> state) {
    private static final String HOST = "host";

    /// With these, too.
    JsonObject addTo(JsonObject item) {
        return state.map(known -> add(item, known)).orElseGet(() -> item.text(HOST, "never seen"));
    }

    private static JsonObject add(JsonObject item, HostRoll.State known) {
        item.text(HOST, known.isConnected() ? "connected" : "away")
                .text("hostSince", second(known.since()))
                .number("revision", known.revision());
        if (known.revision() != 0) {
            item.text("age", age(Duration.between(known.enforced(), now())))
                    .text("enforcedSince", second(known.enforced()));
        }
        if (!known.failed().isEmpty()) {
            item.text("failed", known.failed());
        }
        var said = known.said();
        if (said == null) {
            return item.number("released", 0).number("failing", 0).number("drift", 0);
        }
        item.number("released", said.released().count() + (said.isReleased() ? 1 : 0))
                .number("failing", said.failing().count())
                .number("drift", said.repaired());
        if (said.isReleased()) {
            item.flag("hostReleased", true);
        }
        return addNames(item, said);
    }

    private static JsonObject addNames(JsonObject item, FromHost.Standing said) {
        if (said.released().count() > 0) {
            var names = said.released().first().stream()
                    .<Value>map(name -> new Value.Text(0, name))
                    .toList();
            item.value("releasedEndpoints", new Value.Sequence(0, names));
        }
        if (said.failing().count() > 0) {
            List<Value> objects = said.failing().first().stream()
                    .<Value>map(each -> new JsonObject()
                            .text("what", each.what())
                            .text("why", each.why())
                            .done())
                    .toList();
            item.value("failingObjects", new Value.Sequence(0, objects));
        }
        return item;
    }

    /// As people count: `42s`, `7m`, `3h`, `2d`.
    private static String age(Duration of) {
        if (of.toMinutes() == 0) {
            return Math.max(0, of.toSeconds()) + "s";
        }
        if (of.toHours() == 0) {
            return of.toMinutes() + "m";
        }
        return of.toDays() == 0 ? of.toHours() + "h" : of.toDays() + "d";
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
