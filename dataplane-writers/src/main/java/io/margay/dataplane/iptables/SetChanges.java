package io.margay.dataplane.iptables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What happens to sets before rules change, and what after.
///
/// Sets change where they are, one after another, if that cannot let through what neither the old state nor the new one
/// lets: doors are closed before others are opened, for which each set must open either by growing or by shrinking.
/// Else all are written anew beside those that are there, and the rules, when they change, look into the new ones.
///
/// @param before carried out in this order, up to the first that fails
/// @param after likewise
/// @param names that sets have once `before` is done, and rules are to be rendered with
record SetChanges(List<SetStep> before, List<SetStep> after, List<Name> names) {
    /// A name of a set that is written anew.
    record Name(SetChange of, String name) {}

    /// Of so many members at most, sets are written anew so that no door closes meanwhile.
    static final long MOST_TO_KEEP_OPEN = 100_000;
    /// Of so many members at most, sets are written anew so that no door opens meanwhile; of more, it opens what it
    /// must.
    static final long MOST_TO_KEEP_CLOSED = 500_000;

    SetChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
        names = List.copyOf(names);
    }

    /// How the changes of a plan are made.
    ///
    /// @param polarity of the rules before and after
    /// @param rules how they change
    /// @param name finds one for what is written anew
    static SetChanges of(
            Collection<SetChange> changes, Polarity polarity, RuleChange rules, Function<SetChange, String> name) {
        var used = changes.stream()
                .filter(change -> change.members() == null || polarity.uses(change.id()))
                .toList();
        var fresh = isRightInPlace(used, polarity, rules) || !mayBeFresh(used, polarity) ? List.<SetChange>of() : used;
        var names = fresh.stream()
                .map(change -> new Name(change, name.apply(change)))
                .toList();
        var before = new ArrayList<SetStep>();
        names.forEach(it -> before.add(it.of().fresh(it.name())));
        var inPlace = changes.stream().filter(change -> !fresh.contains(change)).toList();
        return inPlace(inPlace, polarity, rules).with(before, names);
    }

    /// Whether each step opens nothing, and closes nothing for longer than it takes to change some members.
    private static boolean isRightInPlace(Collection<SetChange> used, Polarity polarity, RuleChange rules) {
        return used.isEmpty() || (rules != RuleChange.OTHER && (areClear(used, polarity) || isOneStep(used)));
    }

    /// Whether each set opens either by growing or by shrinking, before and after.
    private static boolean areClear(Collection<SetChange> changes, Polarity polarity) {
        return changes.stream().allMatch(change -> change.members() != null && !polarity.isBoth(change.id()));
    }

    /// Whether no packet can see more than one change.
    private static boolean isOneStep(Collection<SetChange> changes) {
        var steps = new HashMap<Object, Long>();
        changes.forEach(change -> steps.merge(change.there().version(), change.steps(), Long::sum));
        return steps.values().stream().allMatch(count -> count <= 1);
    }

    private static boolean mayBeFresh(Collection<SetChange> changes, Polarity polarity) {
        long most = areClear(changes, polarity) ? MOST_TO_KEEP_OPEN : MOST_TO_KEEP_CLOSED;
        long size = 0;
        for (var change : changes) {
            if (change.size() > most - size) {
                return false;
            }
            size += change.size();
        }
        return true;
    }

    private static SetChanges inPlace(Collection<SetChange> changes, Polarity polarity, RuleChange rules) {
        var closing = new ArrayList<SetStep>();
        var both = new ArrayList<SetStep>();
        var opening = new ArrayList<SetStep>();
        for (var change : changes) {
            boolean opensByAdding = polarity.opensByAdding().contains(change.id());
            boolean opensByRemoving = polarity.opensByRemoving().contains(change.id());
            var late = opensByAdding && opensByRemoving ? both : opening;
            closing.addAll(replacing(change));
            (opensByRemoving ? late : closing).addAll(shrinking(change));
            (opensByAdding ? late : closing).addAll(growing(change));
        }
        both.addAll(opening);
        return switch (rules) {
            case NONE, COME -> new SetChanges(join(closing, both), List.of(), List.of());
            case GO -> new SetChanges(List.of(), join(closing, both), List.of());
            case OTHER -> new SetChanges(closing, both, List.of());
        };
    }

    private static List<SetStep> replacing(SetChange change) {
        return change.members() == null && change.whole() != null
                ? List.of(new SetStep.Replace(change.there(), change.whole()))
                : List.of();
    }

    private static List<SetStep> shrinking(SetChange change) {
        var members = change.members();
        return members != null && members.removed().has(change.there().version())
                ? List.of(new SetStep.Remove(change.there(), members.removed()))
                : List.of();
    }

    private static List<SetStep> growing(SetChange change) {
        var members = change.members();
        return members != null && members.added().has(change.there().version())
                ? List.of(new SetStep.Add(change.there(), members.added()))
                : List.of();
    }

    private SetChanges with(List<SetStep> first, List<Name> some) {
        return new SetChanges(join(first, before), after, some);
    }

    /// The same, with these steps before all.
    SetChanges after(List<SetStep> first) {
        return new SetChanges(join(first, before), after, names);
    }

    private static List<SetStep> join(List<SetStep> some, List<SetStep> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
