package io.margay.cli.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.view.Classes;
import io.margay.actors.view.NodeView;
import io.margay.engine.Seeded;
import io.margay.engine.identity.Holder;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The classes of a host are what the definition says, asked of every address one by one.
final class ClassesTest {
    @Test
    void countsAreThoseOfTheDefinition() {
        Seeded.run(5, random -> {
            var resources = RandomCluster.draw(random);
            try (var computation = Computation.start()) {
                var nodes = computation.of(resources, Optional.empty());
                var shared = nodes.getFirst().shared();
                var contents = new HashMap<String, HostModel.Contents>();
                nodes.forEach(node -> contents.put(node.node(), BruteForce.host(node.node(), resources)));
                var classes = Classes.of(nodes, shared);
                for (var node : nodes) {
                    assertThat(classes.count(node))
                            .as("classes of %s", node.node())
                            .isEqualTo(expected(node, contents, addresses(resources, contents.values())));
                }
            }
        });
    }

    private static long expected(NodeView node, Map<String, HostModel.Contents> contents, Set<Cidr> addresses) {
        long classes = 0;
        for (var direction : Direction.values()) {
            var conditions = conditions(Objects.requireNonNull(contents.get(node.node())), direction);
            var combinations = new HashSet<Set<Object>>();
            combinations.add(Set.of());
            addresses.forEach(address -> combinations.add(combination(address, conditions)));
            classes += combinations.size();
        }
        return classes;
    }

    private static Set<Object> combination(Cidr address, Map<Object, List<Cidr>> conditions) {
        var hold = new HashSet<Object>();
        conditions.forEach((condition, covers) -> {
            if (covers.stream().anyMatch(it -> it.contains(address))) {
                hold.add(condition);
            }
        });
        return hold;
    }

    /// What each condition covers.
    private static Map<Object, List<Cidr>> conditions(HostModel.Contents contents, Direction direction) {
        var conditions = new HashMap<Object, List<Cidr>>();
        for (var match : matches(contents, direction)) {
            match.nets().forEach(net -> conditions.put(net, List.of(net)));
            match.notNets().forEach(net -> conditions.put(net, List.of(net)));
            var sets = new ArrayList<AddressSet>();
            Optional.ofNullable(match.selector()).ifPresent(it -> sets.add(new AddressSet.Selected(it)));
            Optional.ofNullable(match.notSelector()).ifPresent(it -> sets.add(new AddressSet.Selected(it)));
            if (match.service() instanceof ServiceAddresses service) {
                sets.add(service);
            }
            sets.forEach(set -> conditions.put(
                    set.id(),
                    contents.sets().getOrDefault(set.id(), new TreeSet<>()).stream()
                            .map(text -> Cidr.parse(text).orElseThrow())
                            .toList()));
        }
        return conditions;
    }

    private static List<PeerMatch> matches(HostModel.Contents contents, Direction direction) {
        var rules = new ArrayList<Rule>();
        contents.policies().values().stream()
                .filter(policy -> !policy.staged())
                .forEach(policy -> rules.addAll(policy.rules(direction)));
        contents.profiles().values().forEach(profile -> rules.addAll(profile.rules(direction)));
        return rules.stream()
                .map(rule -> direction == Direction.INGRESS ? rule.source() : rule.destination())
                .toList();
    }

    /// All that anybody has, and all nets of all hosts' rules.
    private static Set<Cidr> addresses(Collection<Resource> resources, Collection<HostModel.Contents> contents) {
        var addresses = new HashSet<Cidr>();
        resources.forEach(resource -> Holder.of(resource).ifPresent(it -> addresses.addAll(it.addresses())));
        for (var each : contents) {
            each.sets()
                    .values()
                    .forEach(members -> members.forEach(text -> addresses.add(
                            Cidr.parse(text.replaceFirst(",.*", "")).orElseThrow())));
            Stream.of(Direction.values())
                    .flatMap(direction -> matches(each, direction).stream())
                    .flatMap(match -> Stream.concat(match.nets().stream(), match.notNets().stream()))
                    .forEach(addresses::add);
        }
        return addresses;
    }
}
