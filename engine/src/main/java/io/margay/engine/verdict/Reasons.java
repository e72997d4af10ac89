package io.margay.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes down why conditions hold or do not, where somebody asks; their words are not even made where nobody does.
final class Reasons {
    private final @Nullable List<String> words;

    private Reasons(@Nullable List<String> words) {
        this.words = words;
    }

    static Reasons asked() {
        return new Reasons(new ArrayList<>());
    }

    static Reasons unasked() {
        return new Reasons(null);
    }

    List<String> all() {
        return words == null ? List.of() : List.copyOf(words);
    }

    /// Whether the condition holds, taken down in the words for that.
    boolean note(boolean holds, Supplier<String> yes, Supplier<String> no) {
        if (words != null) {
            words.add(holds ? yes.get() : no.get());
        }
        return holds;
    }

    /// Whether something is as the rule asks.
    boolean isSame(String what, Object wanted, Object actual) {
        return note(
                wanted.equals(actual), () -> what + " is " + actual, () -> what + " " + actual + " is not " + wanted);
    }

    /// Whether something is not what the rule excludes.
    boolean isOther(String what, Object unwanted, Object actual) {
        return note(
                !unwanted.equals(actual),
                () -> what + " " + actual + " is not " + unwanted,
                () -> what + " is " + actual);
    }
}
