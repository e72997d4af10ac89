package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.iptables.ModelKernel.Word;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Desired;
import io.margay.dataplane.plan.Writer;
import io.margay.engine.Seeded;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// In small worlds, after each step of each change, no packet is let through that is let neither before nor after; and
/// where rules change, none is stopped that is stopped neither before nor after.
class EachStepTest {
    private static final int WORLDS = 200;
    private static final int TURNS = 8;
    private static final List<String> APPS = List.of("a", "b", "c", "d");
    private static final List<String> POLICIES = List.of("p", "q");
    private static final List<String> ADDRESSES =
            IntStream.rangeClosed(1, 4).mapToObj(i -> "10.0.0." + i).toList();
    private static final int FEW_RULES = 3;
    private static final int MANY_RULES = 12;

    /// Two policies and three sets at most, and what is said of them.
    private static final class World {
        private final RandomGenerator random;
        /// How many a policy has at most; of many, most ask for a source.
        private final int mostRules;
        private final ByTransaction host = new ByTransaction();
        private final Map<String, Set<Integer>> members = new HashMap<>();
        private final Set<String> policies = new HashSet<>();
        private final ModelKernel kernel = new ModelKernel(this::look);
        private final List<String> steps = new ArrayList<>();
        private final List<String> opened = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();
        /// What was seen after each step, and at last.
        private final List<Map<String, Boolean>> seen = new ArrayList<>();

        private Writer writer = begin();
        private int revision;
        private int turns;
        private String words = "";

        private World(RandomGenerator random, int mostRules) {
            this.random = random;
            this.mostRules = mostRules;
            APPS.forEach(app -> members.put(app, new HashSet<>()));
        }

        private Writer begin() {
            return kernel.writer(ModelKernel.SMALL);
        }

        private void first() {
            var identities = IntStream.rangeClosed(1, ADDRESSES.size())
                    .mapToObj(number ->
                            new Transaction.IdentityChange(number, List.of(), List.of(cidr(number)), List.of()))
                    .toList();
            host.take(transaction(identities, sets(true), List.of(policy("p")), List.of()));
            apply(host.desired());
        }

        /// A change of some members, or of rules, or of both; perhaps while the writer is away.
        private void turn() {
            var held = Set.copyOf(policies);
            var changed = POLICIES.stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .map(this::policy)
                    .toList();
            var gone = policies.stream()
                    .filter(_ -> random.nextInt(6) == 0)
                    .filter(name ->
                            changed.stream().noneMatch(rules -> rules.key().equals(Holding.policyKey(name))))
                    .toList();
            policies.removeAll(gone);
            words = "turn " + ++turns + ": changed "
                    + changed.stream().map(rules -> rules.key().name()).toList() + ", gone " + gone;
            host.take(transaction(List.of(), sets(false), changed, gone));
            var before = state();
            seen.clear();
            steps.clear();
            boolean isAnew = random.nextInt(4) == 0;
            boolean isExact = isAnew
                    || changed.stream()
                            .anyMatch(rules -> held.contains(rules.key().name()));
            if (isAnew) {
                writer = begin();
                var told = new Desired();
                told.take(host.desired().whole());
                var _ = host.desired().next();
                apply(told);
            } else {
                apply(host.desired());
            }
            judge(before, isExact);
            verify();
        }

        /// Looks at some sets and unions, which changes nothing.
        private void verify() {
            var before = state();
            seen.clear();
            steps.clear();
            words += ", verified";
            assertThat(writer.check(host.desired().someSets())).isInstanceOf(Writer.Done.class);
            judge(before, true);
        }

        private void apply(Desired desired) {
            desired.next(writer.wanted())
                    .ifPresent(plan -> assertThat(writer.apply(plan)).isInstanceOf(Writer.Done.class));
            writer.refresh();
        }

        private void judge(Map<String, Boolean> before, boolean isExact) {
            var after = state();
            for (var between : seen) {
                after.forEach((packet, isLet) -> {
                    var now = between.getOrDefault(packet, false);
                    var was = before.getOrDefault(packet, false);
                    if (now && !isLet && !was && opened.isEmpty()) {
                        opened.add(packet + " after " + steps.subList(0, seen.indexOf(between) + 1) + " of " + words);
                    }
                    if (isExact && !now && isLet && was && closed.isEmpty()) {
                        closed.add(packet + " after " + steps.subList(0, seen.indexOf(between) + 1) + " of " + words);
                    }
                });
            }
        }

        private void look(String step) {
            steps.add(step);
            seen.add(state());
        }

        /// Who is let, by one policy, by both at once (one at each end), and where what passes is let, or is not.
        private Map<String, Boolean> state() {
            var state = new HashMap<String, Boolean>();
            for (var from : ADDRESSES) {
                for (var to : ADDRESSES) {
                    var words = POLICIES.stream()
                            .map(name -> kernel.word(chain(name), from, to))
                            .toList();
                    Stream.of(true, false).forEach(passed -> {
                        var lets = words.stream()
                                .map(word -> word == Word.ALLOW || (word == Word.PASS && passed))
                                .toList();
                        var packet = from + " to " + to + " passed " + passed;
                        state.put(packet + " p", lets.getFirst());
                        state.put(packet + " q", lets.getLast());
                        state.put(packet + " p and q", lets.getFirst() && lets.getLast());
                    });
                }
            }
            return state;
        }

        private static String chain(String policy) {
            return Names.policy(Holding.policyKey(policy), Direction.INGRESS);
        }

        private List<SetChange> sets(boolean isFirst) {
            var changes = new ArrayList<SetChange>();
            for (var app : APPS) {
                var added = new ArrayList<Part>();
                var removed = new ArrayList<Part>();
                var there = members.getOrDefault(app, Set.of());
                IntStream.rangeClosed(1, ADDRESSES.size())
                        .filter(_ -> random.nextInt(6) == 0)
                        .forEach(number -> (there.add(number) ? added : removed).add(new OfIdentity(number)));
                removed.forEach(part -> there.remove(((OfIdentity) part).identity()));
                if (isFirst || !added.isEmpty() || !removed.isEmpty()) {
                    changes.add(new SetChange(new AddressSet.Selected(Rules.app(app)), added, removed));
                }
            }
            return changes;
        }

        private PolicyRules policy(String name) {
            policies.add(name);
            var rules = Stream.generate(this::rule).limit(random.nextInt(1, mostRules + 1));
            return new Holding()
                    .policy(name, Direction.INGRESS, rules.toArray(Rule[]::new))
                    .everything(0, 1)
                    .policies()
                    .getFirst();
        }

        private Rule rule() {
            var rule = pick(List.of(Rules.ALLOW, Rules.ALLOW, Rules.DENY, Rules.DENY, Rules.PASS));
            boolean isMany = mostRules == MANY_RULES;
            if (random.nextInt(isMany ? 12 : 4) > 0) {
                var peer = random.nextInt(isMany ? 12 : 3) > 0
                        ? Rules.selected(pick(APPS))
                        : Rules.notSelected(pick(APPS));
                rule = Rules.source(rule, peer);
            }
            if (random.nextInt(3) == 0) {
                var peer = random.nextInt(3) > 0 ? Rules.selected(pick(APPS)) : Rules.notSelected(pick(APPS));
                rule = Rules.destination(rule, peer);
            }
            return rule;
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private Transaction transaction(
                List<Transaction.IdentityChange> identities,
                List<SetChange> sets,
                List<PolicyRules> changed,
                List<String> gone) {
            List<ResourceKey> keys = gone.stream().map(Holding::policyKey).toList();
            return new Transaction(
                    "test",
                    revision,
                    ++revision,
                    identities,
                    sets,
                    changed,
                    List.of(),
                    List.of(),
                    new Transaction.Gone(List.of(), List.of(), keys, List.of(), List.of()));
        }

        private static Cidr cidr(int number) {
            return Cidr.of(Ip.parse(ADDRESSES.get(number - 1)).orElseThrow());
        }
    }

    @Test
    void noStepOpensWhatIsClosedBeforeAndAfter() {
        Seeded.run(WORLDS, random -> {
            var world = new World(random, FEW_RULES);
            world.first();
            for (int turn = 0; turn < TURNS; turn++) {
                world.turn();
            }
            assertThat(world.opened).isEmpty();
            assertThat(world.closed).isEmpty();
        });
    }

    @Test
    void norWithUnionsOfSets() {
        var jumps = new AtomicLong();
        Seeded.run(WORLDS, random -> {
            var world = new World(random, MANY_RULES);
            world.first();
            for (int turn = 0; turn < TURNS; turn++) {
                world.turn();
                jumps.addAndGet(world.kernel.jumps());
            }
            assertThat(world.opened).isEmpty();
            assertThat(world.closed).isEmpty();
        });
        assertThat(jumps.get()).isPositive();
    }

    @Test
    void norWhereTheKernelRefusesSomeUnions() {
        Seeded.run(WORLDS, random -> {
            var world = new World(random, MANY_RULES);
            world.first();
            for (int turn = 0; turn < TURNS; turn++) {
                int refused = random.nextInt(3);
                world.kernel.refuse(set -> set.startsWith("mgy4u-") && Math.floorMod(set.hashCode(), 3) <= refused - 1);
                world.turn();
            }
            assertThat(world.opened).isEmpty();
            assertThat(world.closed).isEmpty();
        });
    }
}
