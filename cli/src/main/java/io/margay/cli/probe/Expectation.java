package io.margay.cli.probe;

import io.margay.model.parse.Value;
import java.util.List;
import java.util.Set;

/// What a suite expects of an answer: written like an answer, and what it leaves out is not asked.
///
/// Absent, null and false mean the same. `caveats` says what kind of case it is; nobody asks it of an answer.
final class Expectation {
    private static final Set<String> NOT_ASKED = Set.of("id", "caveats");
    private static final Value ABSENT = new Value.Null(0);

    private Expectation() {}

    /// Whether an answer is as expected.
    static boolean holds(Value.Mapping expected, Value.Mapping answer) {
        for (var field : expected.fields().entrySet()) {
            var got = answer.fields().get(field.getKey());
            if (!NOT_ASKED.contains(field.getKey()) && !same(field.getValue(), got == null ? ABSENT : got)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Value expected, Value got) {
        return switch (expected) {
            case Value.Mapping asked -> got instanceof Value.Mapping given && holds(asked, given);
            case Value.Sequence(var _, var items) ->
                got instanceof Value.Sequence(var _, var given) && allSame(items, given);
            case Value.Text(var _, var text) -> got instanceof Value.Text(var _, var given) && text.equals(given);
            case Value.Numeral(var _, var text) -> got instanceof Value.Numeral(var _, var given) && text.equals(given);
            case Value.Bool(var _, var flag) -> flag == (got instanceof Value.Bool(var _, var given) && given);
            case Value.Null _ -> isAbsent(got);
        };
    }

    private static boolean allSame(List<Value> expected, List<Value> got) {
        if (expected.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!same(expected.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAbsent(Value got) {
        return switch (got) {
            case Value.Null _ -> true;
            case Value.Bool(var _, var flag) -> !flag;
            case Value.Mapping _, Value.Sequence _, Value.Text _, Value.Numeral _ -> false;
        };
    }
}
