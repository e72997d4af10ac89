package io.margay.actors.view;

import io.margay.model.net.Cidr;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What hosts' enforced rules ask of the address at the other end: to be in a set, or in a net. Numbered. For the nodes
/// of one moment, and for one thread.
///
/// What asks for a port, too (named ports, services of a destination), is no condition: decision 0005.
///
/// Cost: a look at each rule once, and one step for each policy and profile of each node.
final class Conditions {
    /// One condition.
    sealed interface Condition {}

    /// To be in a set, by its number.
    record InSet(int set) implements Condition {}

    /// To be in a net.
    record InNet(Cidr net) implements Condition {}

    private final Direction direction;
    private final Map<AddressSet, Integer> sets = new HashMap<>();
    private final Map<Condition, Integer> numbers = new HashMap<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final IdentityHashMap<List<Rule>, BitSet> byRules = new IdentityHashMap<>();
    private final Map<String, BitSet> byNode = new HashMap<>();

    private Conditions(Direction direction) {
        this.direction = direction;
    }

    /// Those of rules in one direction.
    static Conditions of(List<NodeView> nodes, Direction direction) {
        var conditions = new Conditions(direction);
        var used = new RoaringBitmap();
        nodes.forEach(node -> used.or(node.setNumbers()));
        used.forEach((IntConsumer) set ->
                conditions.sets.put(nodes.getFirst().shared().shard.set(set).set(), set));
        nodes.forEach(conditions::add);
        return conditions;
    }

    /// How many there are: numbers are below that.
    int size() {
        return conditions.size();
    }

    /// The condition of a number.
    Condition get(int number) {
        return conditions.get(number);
    }

    /// The numbers of a node's conditions. Nobody changes them.
    BitSet of(String node) {
        return byNode.getOrDefault(node, new BitSet());
    }

    /// All nets, each once.
    List<Cidr> nets() {
        var nets = new ArrayList<Cidr>();
        for (var condition : conditions) {
            if (condition instanceof InNet(var net)) {
                nets.add(net);
            }
        }
        return nets;
    }

    private void add(NodeView node) {
        var all = new BitSet();
        node.needs().policies().forEachValue(policy -> {
            if (!policy.rules().staged()) {
                all.or(of(policy.rules().rules(direction)));
            }
        });
        node.needs()
                .profiles()
                .forEachValue(profile -> all.or(of(profile.rules().rules(direction))));
        byNode.put(node.node(), all);
    }

    private BitSet of(List<Rule> rules) {
        return byRules.computeIfAbsent(rules, _ -> {
            var of = new BitSet();
            rules.forEach(rule -> gather(direction == Direction.INGRESS ? rule.source() : rule.destination(), of));
            return of;
        });
    }

    private void gather(PeerMatch match, BitSet of) {
        if (match.selector() != null) {
            add(new AddressSet.Selected(match.selector()), of);
        }
        if (match.notSelector() != null) {
            add(new AddressSet.Selected(match.notSelector()), of);
        }
        if (match.service() instanceof ServiceAddresses service) {
            add(service, of);
        }
        match.nets().forEach(net -> of.set(number(new InNet(net))));
        match.notNets().forEach(net -> of.set(number(new InNet(net))));
    }

    private void add(AddressSet set, BitSet of) {
        @Nullable Integer number = sets.get(set);
        if (number != null) {
            of.set(number(new InSet(number)));
        }
    }

    private int number(Condition condition) {
        return numbers.computeIfAbsent(condition, it -> {
            conditions.add(it);
            return conditions.size() - 1;
        });
    }
}
