package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Writer;
import io.margay.engine.Seeded;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lists of rules that ask for sets, told apart by unions of these.
class UnionTreeTest {
    private static final String CHAIN = Names.policy(Holding.policyKey("p"), Direction.INGRESS);
    private static final List<String> APPS =
            IntStream.range(0, 12).mapToObj(i -> "app" + i).toList();
    private static final int MANY = 2000;

    private final ByTransaction host = new ByTransaction();
    private final ModelKernel kernel = new ModelKernel(_ -> {});

    @Test
    void aListToldApartDecidesAsItDoesWhole() {
        Seeded.run(300, random -> {
            var rules = Stream.generate(() -> rule(random))
                    .limit(random.nextInt(4, 60))
                    .toArray(Rule[]::new);
            var holding = peers().policy("p", Direction.INGRESS, rules);
            var told = new ModelKernel(_ -> {});
            var whole = new ModelKernel(_ -> {});
            write(told.writer(ModelKernel.SMALL), new ByTransaction(), holding);
            write(whole.writer(UnionShape::withoutUnions), new ByTransaction(), holding);
            assertThat(whole.jumps()).isZero();
            for (int i = 0; i < 200; i++) {
                var from = address(random.nextInt(APPS.size()));
                var to = address(random.nextInt(APPS.size()));
                assertThat(told.word(CHAIN, from, to)).isEqualTo(whole.word(CHAIN, from, to));
            }
        });
    }

    @Test
    void aRuleMoreChangesFewUnions() {
        var rules = new ArrayList<Rule>();
        IntStream.range(0, MANY).forEach(i -> rules.add(Rules.source(Rules.ALLOW, Rules.selected("none" + i))));
        var writer = kernel.writer(shape -> shape);
        write(writer, host, peers().policy("p", Direction.INGRESS, rules.toArray(Rule[]::new)));
        var before = unions();
        assertThat(before).hasSizeGreaterThan(MANY / 24);
        rules.add(MANY / 2, Rules.source(Rules.ALLOW, Rules.selected("one more")));
        write(writer, host, peers().policy("p", Direction.INGRESS, rules.toArray(Rule[]::new)));
        var after = unions();
        after.removeAll(before);
        assertThat(after).hasSizeLessThan(8);
    }

    @Test
    void aUnionHoldsWhatItsPartsHold() {
        write(kernel.writer(ModelKernel.SMALL), host, allowed());
        assertThat(kernel.word(CHAIN, address(3), address(0))).isEqualTo(ModelKernel.Word.ALLOW);
        assertThat(unions()).hasSize(6);
        assertThat(members("10.0.0.4")).hasSizeGreaterThan(1);
    }

    @Test
    void whatAUnionLacksIsFoundAndPutBack() {
        var writer = kernel.writer(ModelKernel.SMALL);
        write(writer, host, allowed());
        for (var union : members("10.0.0.4")) {
            kernel.sets().flush(union);
        }
        assertThat(kernel.word(CHAIN, address(3), address(0))).isEqualTo(ModelKernel.Word.DENY);
        var repairs = new ArrayList<Writer.Repair>();
        for (int i = 0; i < 4; i++) {
            var done = (Writer.Done) writer.check(host.desired().someSets());
            repairs.addAll(done.repairs());
        }
        assertThat(repairs).isNotEmpty();
        assertThat(kernel.word(CHAIN, address(3), address(0))).isEqualTo(ModelKernel.Word.ALLOW);
    }

    @Test
    void whatNoPartHoldsAnyMoreGoesInARound() {
        var writer = kernel.writer(ModelKernel.SMALL);
        write(writer, host, allowed());
        var unions = members("10.0.0.4");
        var set = KernelSet.of(new AddressSet.Selected(Rules.app("app3")), IpVersion.V4);
        kernel.sets().delete(set, sink -> sink.net(0, 0x0a00_0004, 32));
        assertThat(members("10.0.0.4")).isEqualTo(unions);
        for (int i = 0; i < 4; i++) {
            var done = (Writer.Done) writer.check(List.of());
            assertThat(done.repairs()).isEmpty();
        }
        assertThat(members("10.0.0.4")).isEmpty();
    }

    @Test
    void aUnionThatIsRefusedIsAskedForNoMore() {
        kernel.refuse(set -> set.startsWith("mgy4u-"));
        var writer = kernel.writer(ModelKernel.SMALL);
        write(writer, host, allowed());
        assertThat(kernel.jumps()).isPositive();
        assertThat(kernel.word(CHAIN, address(3), address(0))).isEqualTo(ModelKernel.Word.ALLOW);
        kernel.refuse(_ -> false);
        for (int i = 0; i < 4; i++) {
            assertThat(writer.check(host.desired().someSets())).isInstanceOf(Writer.Done.class);
        }
        assertThat(members("10.0.0.4")).isNotEmpty();
        assertThat(kernel.rules("mgy4u-")).isPositive();
    }

    @Test
    void aSetThatIsTooLargeMakesNoUnion() {
        var writer = kernel.writer(ModelKernel.SMALL);
        var large = allowed();
        large.peer(
                "app3",
                IntStream.rangeClosed(0, UnionSet.MOST_MEMBERS)
                        .mapToObj(i -> new Ip(IpVersion.V4, 0, 0x0b00_0000 + i))
                        .toList());
        write(writer, host, large);
        assertThat(members("11.0.0.0")).isEmpty();
        assertThat(kernel.word(CHAIN, "11.0.0.0", address(0))).isEqualTo(ModelKernel.Word.ALLOW);
    }

    @Test
    void unionsGoWithTheirRules() {
        var writer = kernel.writer(ModelKernel.SMALL);
        write(writer, host, allowed());
        assertThat(unions()).isNotEmpty();
        write(writer, host, peers().policy("p", Direction.INGRESS, Rules.ALLOW));
        assertThat(unions()).isEmpty();
    }

    @Test
    void unionsOfAnEarlierLifeAreUsedAgain() {
        write(kernel.writer(ModelKernel.SMALL), host, allowed());
        var before = unions();
        kernel.sets().flush(before.iterator().next());
        write(kernel.writer(ModelKernel.SMALL), new ByTransaction(), allowed());
        assertThat(unions()).isEqualTo(before);
        assertThat(kernel.word(CHAIN, address(3), address(0))).isEqualTo(ModelKernel.Word.ALLOW);
    }

    private static void write(Writer writer, ByTransaction host, Holding holding) {
        assertThat(writer.apply(
                        host.receive(holding.everything(0, host.desired().revision() + 1))))
                .isInstanceOf(Writer.Done.class);
    }

    /// Each app may come in.
    private static Holding allowed() {
        var rules = APPS.stream().map(app -> Rules.source(Rules.ALLOW, Rules.selected(app)));
        return peers().policy("p", Direction.INGRESS, rules.toArray(Rule[]::new));
    }

    private static Holding peers() {
        var holding = new Holding();
        for (int i = 0; i < APPS.size(); i++) {
            holding.peer(APPS.get(i), List.of(Ip.parse(address(i)).orElseThrow()));
        }
        return holding;
    }

    private static String address(int app) {
        return "10.0.0." + (app + 1);
    }

    private static Rule rule(RandomGenerator random) {
        var rule = List.of(Rules.ALLOW, Rules.DENY, Rules.PASS, Rules.LOG).get(random.nextInt(4));
        if (random.nextInt(16) > 0) {
            var app = APPS.get(random.nextInt(APPS.size()));
            rule = Rules.source(rule, random.nextInt(16) > 0 ? Rules.selected(app) : Rules.notSelected(app));
        }
        return random.nextInt(3) == 0
                ? Rules.destination(rule, Rules.selected(APPS.get(random.nextInt(APPS.size()))))
                : rule;
    }

    private Set<String> unions() {
        var names = new HashSet<>(((Reading.Read<List<String>>) kernel.sets().names()).value());
        names.removeIf(name -> !name.startsWith("mgy4u-"));
        return names;
    }

    /// The unions that have a member.
    private Set<String> members(String address) {
        var having = unions();
        having.removeIf(union -> !list(kernel.sets(), union).contains(address));
        return having;
    }

    private static List<String> list(MemoryIpset sets, String name) {
        var members = new ArrayList<String>();
        assertThat(sets.header(name)).isInstanceOf(Reading.Read.class);
        assertThat(sets.list(name, new MemberText(IpVersion.V4, members::add))).isEmpty();
        return members;
    }
}
