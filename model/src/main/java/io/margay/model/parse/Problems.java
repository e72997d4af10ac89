package io.margay.model.parse;

import io.margay.model.resource.Where;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// What is said about one resource while it is read.
final class Problems {
    private static final int LONGEST_QUOTE = 80;

    private final String file;
    private final Supplier<String> subject;
    private Set<Problem> problems = Set.of();
    private Set<Problem> warnings = Set.of();

    Problems(String file, Supplier<String> subject) {
        this.file = file;
        this.subject = subject;
    }

    /// Text from the input as messages quote it: the first 80 characters, control characters as `?`.
    static String shortened(String text) {
        return shortened(text, LONGEST_QUOTE);
    }

    /// The first so many characters, control characters as `?`; the text itself where nothing is to be done.
    static String shortened(String text, int most) {
        if (text.length() <= most && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var end = Math.min(text.length(), most);
        var quoted = new StringBuilder(end + 1);
        for (var i = 0; i < end; i++) {
            var c = text.charAt(i);
            quoted.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.length() > end ? quoted.append('…').toString() : quoted.toString();
    }

    Where at(int line) {
        return new Where(file, line);
    }

    void problem(int line, String path, String what) {
        if (problems.isEmpty()) {
            problems = new LinkedHashSet<>();
        }
        problems.add(new Problem(at(line), subject.get(), path, what));
    }

    void warning(int line, String path, String what) {
        if (warnings.isEmpty()) {
            warnings = new LinkedHashSet<>();
        }
        warnings.add(new Problem(at(line), subject.get(), path, what));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
