package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.dataplane.differential.NodeLog.Range;
import io.margay.dataplane.differential.Verdicts.Must;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A scenario as it is enforced, turn by turn, and what packets must do at any time.
final class Cluster {
    /// Who may talk before and after.
    enum Pair {
        /// The same two, by the same rules.
        SAME,
        /// The same two, by other rules.
        HANDED_OVER,
        /// One at least of the two addresses is another's.
        PASSED_ON
    }

    private final Scenario scenario;
    private final Enforcement enforcement;
    private final List<Shot> shots;
    private final List<Verdicts> states;
    private final List<Occupants> occupants;
    private final Map<String, NodeLog> logs = new HashMap<>();

    /// Makes the first turn. Cost: asks the Evaluator about each shot in each state.
    ///
    /// @param enforce makes a node enforce what it is told
    Cluster(Scenario scenario, Enforcement enforcement, List<Shot> shots, Consumer<Told> enforce) {
        this.scenario = scenario;
        this.enforcement = enforcement;
        this.shots = List.copyOf(shots);
        this.states = scenario.turns().stream()
                .map(turn -> Verdicts.of(Expectation.of(turn.after()), shots))
                .toList();
        this.occupants = scenario.turns().stream()
                .map(turn -> Occupants.of(turn.after()))
                .toList();
        enforcement.nodes().forEach(node -> logs.put(node, new NodeLog()));
        enforcement.change(scenario.turns().getFirst().changes()).forEach(enforce);
    }

    /// How many turns there are; the first is made already.
    int turns() {
        return scenario.turns().size();
    }

    Scenario.Turn turn(int number) {
        return scenario.turns().get(number);
    }

    List<Shot> shots() {
        return shots;
    }

    /// Makes a turn.
    ///
    /// @param enforce makes a node enforce what it is told
    void make(int turn, Consumer<Told> enforce) {
        var told = enforcement.change(scenario.turns().get(turn).changes());
        for (var node : enforcement.nodes()) {
            log(node).begins(turn);
            told.stream().filter(word -> word.node().equals(node)).forEach(enforce);
            log(node).ends();
        }
    }

    /// Does what makes a node enforce nobody knows what, until it is done.
    void disturb(String node, Runnable work) {
        log(node).losesAll();
        work.run();
        log(node).knowsAgain();
    }

    /// What a shot must do that lived from one moment to another.
    Must must(int shot, long from, long to) {
        var it = shots.get(shot);
        boolean isUnknown = Stream.of(it.from(), it.to())
                .anyMatch(end -> !end.node().isEmpty() && log(end.node()).isUnknown(from, to));
        if (isUnknown) {
            return Must.EITHER;
        }
        return Verdicts.must(shot, states(it.from(), from, to), states(it.to(), from, to));
    }

    /// Who talks, in all states that a shot may have met that lived from one moment to another.
    Pair pair(int shot, long from, long to) {
        var it = shots.get(shot);
        if (isPassedOn(shot, from, to)) {
            return Pair.PASSED_ON;
        }
        return Verdicts.isHandedOver(shot, states(it.from(), from, to), states(it.to(), from, to))
                ? Pair.HANDED_OVER
                : Pair.SAME;
    }

    private boolean isPassedOn(int shot, long from, long to) {
        var ends = List.of(shots.get(shot).from(), shots.get(shot).to());
        var lived = ends.stream()
                .filter(end -> !end.node().isEmpty())
                .map(end -> range(end, from, to))
                .flatMap(range -> occupants.subList(range.first(), range.last() + 1).stream())
                .toList();
        return ends.stream()
                .anyMatch(
                        end -> lived.stream().map(it -> it.life(end)).distinct().count() > 1);
    }

    /// The states that a site's node may have been in.
    Range range(Site site, long from, long to) {
        return site.node().isEmpty() ? new Range(0, 0) : log(site.node()).between(from, to);
    }

    private List<Verdicts> states(Site site, long from, long to) {
        var range = range(site, from, to);
        // Outside, every state says the same.
        return site.node().isEmpty() ? List.of() : states.subList(range.first(), range.last() + 1);
    }

    private NodeLog log(String node) {
        return Objects.requireNonNull(logs.get(node), node);
    }
}
