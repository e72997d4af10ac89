package io.margay.cli.probe;

import io.margay.model.input.InputParser;
import io.margay.model.input.ParsedInput;
import io.margay.model.parse.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cluster of a suite: its resources, what is asked of it and what is expected.
///
/// @param expected null where answers are to be printed rather than compared
record Cluster(
        String id,
        ParsedInput input,
        List<ParsedProbe> probes,
        @Nullable List<Value> expected) {
    /// What a suite's line turned out to be.
    sealed interface Parsed {
        record Good(Cluster cluster) implements Parsed {}

        record Bad(String what) implements Parsed {}
    }

    Cluster {
        probes = List.copyOf(probes);
        expected = expected == null ? null : List.copyOf(expected);
    }

    /// The cluster that a line says.
    ///
    /// Errors: `Bad`, where it is none; what is wrong with a resource or a probe stays inside the cluster.
    static Parsed parse(String file, Value value) {
        if (!(value instanceof Value.Mapping object)) {
            return new Parsed.Bad("must be an object with id, resources and probes, is " + value.describe());
        }
        if (!object.twice().isEmpty()) {
            return new Parsed.Bad("field `" + object.twice().getFirst().name() + "` is written twice");
        }
        var resources = object.fields().get("resources");
        var probes = object.fields().get("probes");
        var expected = object.fields().get("expected");
        if (!(resources instanceof Value.Sequence resourceList) || !(probes instanceof Value.Sequence probeList)) {
            return new Parsed.Bad("must have resources and probes, both lists");
        }
        if (!(expected == null || expected instanceof Value.Null || expected instanceof Value.Sequence)) {
            return new Parsed.Bad("expected must be a list, is " + expected.describe());
        }
        var expectedItems = expected instanceof Value.Sequence(var _, var items) ? items : null;
        if (expectedItems != null && expectedItems.size() != probeList.items().size()) {
            return new Parsed.Bad(
                    "has " + probeList.items().size() + " probes but " + expectedItems.size() + " expected");
        }
        var input = new InputParser().parse(file, resourceList.items());
        return new Parsed.Good(new Cluster(idOf(object), input, parsed(probeList), expectedItems));
    }

    private static String idOf(Value.Mapping object) {
        var id = object.fields().get("id");
        return id == null ? "" : JsonText.plain(id);
    }

    private static List<ParsedProbe> parsed(Value.Sequence probes) {
        var parsed = new ArrayList<ParsedProbe>(probes.items().size());
        for (var probe : probes.items()) {
            parsed.add(ProbeParser.parse(probe, parsed.size() + 1));
        }
        return parsed;
    }
}
