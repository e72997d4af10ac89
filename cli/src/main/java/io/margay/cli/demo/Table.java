package io.margay.cli.demo;

import io.margay.model.net.IpVersion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A line a pair: who, to whom, what should pass and, where packets were sent, what did.
final class Table {
    private static final String NOTHING = "-";
    private static final String WRONG = "WRONG";
    /// More would not be read.
    private static final int MOST_CHANGES = 10;

    /// A sender and a receiver.
    private record Pair(String sender, String receiver) {
        static Pair of(Question question) {
            return new Pair(
                    question.sender().key().path(), question.receiver().key().path());
        }
    }

    private Table() {}

    /// Prints what was expected and seen; how many pairs were wrong.
    static int print(Collection<Outcome> outcomes, PrintWriter out) {
        var pairs = new LinkedHashMap<Pair, List<Outcome>>();
        outcomes.forEach(outcome -> pairs.computeIfAbsent(Pair.of(outcome.question()), _ -> new ArrayList<>())
                .add(outcome));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("FROM", "TO", "EXPECTED", "SEEN", ""));
        pairs.forEach((pair, of) -> rows.add(List.of(
                pair.sender,
                pair.receiver,
                words(of, Outcome::expected),
                words(of, Outcome::passed),
                of.stream().allMatch(Outcome::isRight) ? "" : WRONG)));
        printRows(rows, out);
        int wrong =
                (int) rows.stream().filter(row -> row.getLast().equals(WRONG)).count();
        out.println(pairs.size() + " pairs, " + (pairs.size() - wrong) + " as expected, " + wrong + " wrong");
        return wrong;
    }

    /// Prints what is expected, where nothing was sent.
    static void printExpected(Map<Question, Boolean> expected, PrintWriter out) {
        var pairs = new LinkedHashMap<Pair, List<Question>>();
        expected.keySet()
                .forEach(question -> pairs.computeIfAbsent(Pair.of(question), _ -> new ArrayList<>())
                        .add(question));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("FROM", "TO", "EXPECTED"));
        pairs.forEach((pair, questions) -> rows.add(List.of(
                pair.sender,
                pair.receiver,
                services(questions, question -> Boolean.TRUE.equals(expected.get(question))))));
        printRows(rows, out);
    }

    /// Prints what passes that did not, and what passes no longer, if that is little: a line a pair and service.
    static void printChanges(List<Outcome> before, List<Outcome> after, PrintWriter out) {
        var passed =
                before.stream().filter(Outcome::passed).map(Outcome::question).collect(Collectors.toSet());
        var lines = after.stream()
                .filter(outcome -> outcome.passed() != passed.contains(outcome.question()))
                .map(outcome ->
                        "  " + name(outcome.question()) + (outcome.passed() ? " passes now" : " no longer passes"))
                .distinct()
                .toList();
        if (!before.isEmpty() && lines.size() <= MOST_CHANGES) {
            lines.forEach(out::println);
        }
    }

    private static String name(Question question) {
        return question.sender().key().path() + " to "
                + question.receiver().key().path() + ", " + question.service();
    }

    private static String words(List<Outcome> outcomes, Predicate<Outcome> passes) {
        var passing = outcomes.stream().filter(passes).map(Outcome::question).collect(Collectors.toSet());
        return services(outcomes.stream().map(Outcome::question).toList(), passing::contains);
    }

    /// `TCP 80, UDP 53`; an IP version is named where the pair has both and only one passes.
    private static String services(List<Question> questions, Predicate<Question> passes) {
        var byService = new TreeMap<Question.Service, List<Question>>();
        questions.forEach(question -> byService
                .computeIfAbsent(question.service(), _ -> new ArrayList<>())
                .add(question));
        var words = new ArrayList<String>();
        byService.forEach((service, asked) -> {
            var passing = asked.stream().filter(passes).map(Question::version).toList();
            if (!passing.isEmpty()) {
                words.add(service + (passing.size() < asked.size() ? " " + version(passing.getFirst()) : ""));
            }
        });
        return words.isEmpty() ? NOTHING : String.join(", ", words);
    }

    private static String version(IpVersion version) {
        return "IPv" + version.number();
    }

    private static void printRows(List<List<String>> rows, PrintWriter out) {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
