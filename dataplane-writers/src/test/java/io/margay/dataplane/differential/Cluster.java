package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.dataplane.differential.NodeLog.Range;
import io.margay.dataplane.differential.Verdicts.Must;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// A scenario as it is enforced, turn by turn, and what packets must do at any time.
final class Cluster {
    private final Scenario scenario;
    private final Enforcement enforcement;
    private final List<Shot> shots;
    private final List<Verdicts> states;
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
            var words = told.stream().filter(word -> word.node().equals(node)).toList();
            log(node).begins(turn);
            words.forEach(enforce);
            log(node).ends();
        }
    }

    /// What a shot must do that lived from one moment to another.
    Must must(int shot, long from, long to) {
        var it = shots.get(shot);
        return Verdicts.must(shot, states(it.from(), from, to), states(it.to(), from, to));
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
