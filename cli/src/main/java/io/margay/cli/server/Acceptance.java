package io.margay.cli.server;

import io.margay.model.input.ParsedInput;
import io.margay.model.input.Refused;
import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which resources are in force, of all that files say and have said.
///
/// A resource that is refused keeps the version of it that was accepted last, from whichever file. One of which none
/// ever was is replaced by its stand-in, which denies. A file that cannot be read to its end, or in which suddenly
/// nothing is left, says nothing new: all that it said last stays, but for what another file says by now.
///
/// Not for several threads. Knows no file system and no clock.
final class Acceptance {
    /// What became different since the last time.
    ///
    /// @param news what to tell people, a line each; nothing is told twice
    /// @param wrong whether anything is wrong now
    record Outcome(List<Resource> upserted, List<ResourceKey> deleted, List<String> news, boolean wrong) {}

    private record InForce(Resource resource, boolean standIn) {}

    /// @param input the last that counts; null before there is any
    /// @param deaf why the file says nothing new; empty where `input` is what it says now
    private record FileState(@Nullable ParsedInput input, List<Problem> deaf) {}

    private static final String WARNING = "warning: ";
    private static final String STAYS = "; the version accepted before stays in force";
    private static final String DENIES = "; until it is right, all that it selects is denied";
    private static final String ALL_STAYS = "; all that was accepted of this file before stays in force";
    private static final String FOLDER_STAYS = "; what was read from it before stays in force";
    private static final String NOTHING_COUNTS = "; nothing of this file is in force";

    private final Map<String, FileState> files = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private Map<ResourceKey, InForce> inForce = new TreeMap<>();
    private Map<String, Set<String>> told = new TreeMap<>();

    /// A file says this.
    void said(String file, ParsedInput input) {
        var deaf = isWhole(input) ? List.<Problem>of() : input.problems();
        var before = before(file);
        if (isNothing(input) && before != null && !isNothing(before)) {
            deaf = List.of(wrong(file, "nothing is left in it; remove the file to remove what it held"));
        }
        files.put(file, new FileState(deaf.isEmpty() ? input : before, deaf));
    }

    /// A file says this, and what cannot be read of it is to be passed over.
    void saidAtStart(String file, ParsedInput input) {
        files.put(file, new FileState(input, List.of()));
    }

    /// A file is there and cannot be read.
    void unread(String file, String why) {
        files.put(file, new FileState(before(file), List.of(wrong(file, why))));
    }

    /// A file is gone.
    void deleted(String file) {
        files.remove(file);
        told.remove(file);
    }

    /// A folder cannot be listed: nobody knows what is there.
    void unlisted(String folder, String why) {
        folders.put(folder, wrong(folder, why + FOLDER_STAYS).print());
    }

    /// A folder can be listed.
    void listed(String folder) {
        folders.remove(folder);
    }

    /// What follows from all that was said.
    ///
    /// @param order of the files: where two say the same resource, the first counts
    Outcome settle(Collection<String> order) {
        var lines = new TreeMap<String, Set<String>>();
        var next = next(
                order,
                (file, line) ->
                        lines.computeIfAbsent(file, _ -> new LinkedHashSet<>()).add(line));
        folders.forEach((folder, line) -> lines.put(folder, Set.of(line)));
        var upserted = next.entrySet().stream()
                .filter(each -> !each.getValue().equals(inForce.get(each.getKey())))
                .map(each -> each.getValue().resource())
                .toList();
        var deleted =
                inForce.keySet().stream().filter(key -> !next.containsKey(key)).toList();
        var news = news(lines);
        inForce = next;
        told = lines;
        return new Outcome(upserted, deleted, news, lines.values().stream().anyMatch(Acceptance::isWrong));
    }

    /// All that is in force.
    List<Resource> resources() {
        return inForce.values().stream().map(InForce::resource).toList();
    }

    /// All that counts of what files say, or may count later: where another file says it first, until that is gone.
    List<Resource> said() {
        return files.values().stream()
                .flatMap(file -> file.input == null ? Stream.of() : file.input.resources().stream())
                .toList();
    }

    private @Nullable ParsedInput before(String file) {
        var state = files.get(file);
        return state == null ? null : state.input;
    }

    /// Whether everything in it could at least be named.
    private static boolean isWhole(ParsedInput input) {
        var named = input.refused().stream()
                .filter(refused -> refused.key() != null)
                .mapToInt(refused -> refused.problems().size())
                .sum();
        return named == input.problems().size();
    }

    private static boolean isNothing(ParsedInput input) {
        return input.resources().isEmpty()
                && input.refused().isEmpty()
                && input.unknownKinds().isEmpty();
    }

    private static Problem wrong(String file, String what) {
        return new Problem(new Where(file, 0), "", "", what);
    }

    private Map<ResourceKey, InForce> next(Collection<String> order, BiConsumer<String, String> tell) {
        var next = new TreeMap<ResourceKey, InForce>();
        var known = order.stream().filter(files::containsKey).toList();
        for (var file : known) {
            addHeard(file, next, tell);
        }
        for (var file : known) {
            addDeaf(file, next, tell);
        }
        for (var file : known) {
            addRefused(file, next, tell);
        }
        return next;
    }

    private void addHeard(String file, Map<ResourceKey, InForce> next, BiConsumer<String, String> tell) {
        var state = state(file);
        if (!state.deaf.isEmpty() || state.input == null) {
            return;
        }
        state.input.warnings().forEach(warning -> tell.accept(file, WARNING + warning.print()));
        state.input
                .unknownKinds()
                .forEach((kind, count) -> tell.accept(
                        file, WARNING + file + ": passed over " + count + " of kind " + kind + ", which is not read"));
        for (var resource : state.input.resources()) {
            var first = next.putIfAbsent(resource.key(), new InForce(resource, false));
            if (first != null) {
                var what =
                        "is there twice: first at " + first.resource.metadata().where();
                var where = resource.metadata().where();
                tell.accept(file, new Problem(where, resource.key().toString(), "", what).print());
            }
        }
    }

    private void addDeaf(String file, Map<ResourceKey, InForce> next, BiConsumer<String, String> tell) {
        var state = state(file);
        if (state.deaf.isEmpty()) {
            return;
        }
        var end = state.input == null ? NOTHING_COUNTS : ALL_STAYS;
        state.deaf.forEach(problem -> tell.accept(file, problem.print() + end));
        if (state.input != null) {
            state.input.resources().forEach(resource -> next.putIfAbsent(resource.key(), new InForce(resource, false)));
        }
    }

    private void addRefused(String file, Map<ResourceKey, InForce> next, BiConsumer<String, String> tell) {
        var state = state(file);
        if (state.input == null) {
            return;
        }
        var problems = new LinkedHashSet<>(state.input.problems());
        for (var refused : state.input.refused()) {
            var end = addRefused(refused, next);
            refused.problems().stream()
                    .filter(problem -> problems.remove(problem) && state.deaf.isEmpty())
                    .forEach(problem -> tell.accept(file, problem.print() + end));
        }
        if (state.deaf.isEmpty()) {
            problems.forEach(problem -> tell.accept(file, problem.print()));
        }
    }

    /// What acts for it, and the end of the sentence that says so.
    private String addRefused(Refused refused, Map<ResourceKey, InForce> next) {
        var key = refused.key();
        if (key == null || next.containsKey(key)) {
            return "";
        }
        var before = inForce.get(key);
        if (before != null && !before.standIn) {
            next.put(key, before);
            return STAYS;
        }
        var standIn = refused.standIn();
        if (standIn == null) {
            return "";
        }
        next.put(key, new InForce(standIn, true));
        return DENIES;
    }

    private FileState state(String file) {
        return files.getOrDefault(file, new FileState(null, List.of()));
    }

    private List<String> news(Map<String, Set<String>> lines) {
        var news = new ArrayList<String>();
        lines.forEach((file, now) -> now.stream()
                .filter(line -> !told.getOrDefault(file, Set.of()).contains(line))
                .forEach(news::add));
        told.forEach((file, before) -> {
            if (isWrong(before) && !isWrong(lines.getOrDefault(file, Set.of()))) {
                news.add(file + ": is right again");
            }
        });
        return news;
    }

    private static boolean isWrong(Set<String> lines) {
        return lines.stream().anyMatch(line -> !line.startsWith(WARNING));
    }
}
