package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.nets;
import static io.margay.dataplane.iptables.Rules.ports;
import static io.margay.dataplane.iptables.Rules.protocol;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import io.margay.engine.Seeded;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That a tree decides as the list does, and how much less of it a packet meets.
class RuleTreeTest {
    private static final String ROOT = "root";
    private static final UnionShape SHAPE =
            UnionShape.standard(IpVersion.V4, IptablesConfig.standard().marks());
    private static final List<Protocol> PROTOCOLS =
            List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP, new Protocol(47));

    private record Shot(Protocol protocol, int port, Ip source, Ip destination) {}

    /// What a packet met on its way, and the comment of the rule that decided; empty where none did.
    private record Way(int met, String decided) {}

    @Test
    void aTreeDecidesAsTheListDoes() {
        Seeded.run(150, random -> {
            var rules = IntStream.range(0, 17 + random.nextInt(200))
                    .mapToObj(i -> Rules.index(rule(random), i))
                    .toList();
            var chains = chains(rules);
            var list = Map.of(ROOT, Chain.of(Table.FILTER, ROOT, lines(rules)));
            for (int i = 0; i < 100; i++) {
                var shot = shot(random);
                assertThat(walk(chains, shot).decided).as(shot.toString()).isEqualTo(walk(list, shot).decided);
            }
        });
    }

    @Test
    void aPacketMeetsFewOfTenThousandRules() {
        var byNet = meets(i -> source(Rules.ALLOW, nets("10.1." + i / 250 + "." + i % 250 + "/32")));
        var byPort = meets(i -> destination(protocol(Rules.ALLOW, Protocol.TCP), ports(Integer.toString(2 * i + 1))));
        assertThat(byNet).isLessThan(80);
        assertThat(byPort).isLessThan(80);
    }

    private static int meets(Function<Integer, Rule> rule) {
        var rules = IntStream.range(0, 10_000)
                .mapToObj(i -> Rules.index(rule.apply(i), i))
                .toList();
        var chains = chains(rules);
        return Stream.of("10.1.39.249", "10.1.20.3", "10.2.0.1")
                .mapToInt(from -> walk(chains, new Shot(Protocol.TCP, 19_999, ip(from), ip("10.9.0.1"))).met)
                .max()
                .orElseThrow();
    }

    private static Map<String, Chain> chains(List<Rule> rules) {
        var placed = rules.stream()
                .map(rule -> new Split.Placed(Region.of(rule, IpVersion.V4), lines(List.of(rule))))
                .toList();
        return RuleTree.of(Table.FILTER, ROOT, placed, SHAPE).stream()
                .collect(Collectors.toMap(Chain::name, chain -> chain));
    }

    private static List<Line> lines(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> RuleMatch.of(rule, new SetNames(IpVersion.V4)).alternatives().stream()
                        .map(match -> new Line(match, "rule " + rule.index(), "-g decided")))
                .toList();
    }

    private static Rule rule(RandomGenerator random) {
        var rule = Rules.of(random.nextBoolean() ? Action.ALLOW : Action.DENY);
        if (random.nextInt(4) > 0) {
            rule = protocol(rule, PROTOCOLS.get(random.nextInt(PROTOCOLS.size())));
        }
        if (random.nextBoolean() && (rule.protocol() == null || rule.protocol().hasPorts())) {
            int first = random.nextInt(60);
            rule = destination(rule, ports(first + ":" + (first + random.nextInt(4)), Integer.toString(first + 9)));
        }
        if (random.nextInt(3) > 0) {
            rule = source(rule, nets(net(random)));
        }
        return random.nextInt(3) > 0 ? destination(rule, nets(net(random))) : rule;
    }

    private static String net(RandomGenerator random) {
        return new Cidr(address(random), random.nextInt(8) == 0 ? random.nextInt(32) : 24 + random.nextInt(9))
                .toString();
    }

    private static Ip address(RandomGenerator random) {
        return ip("10." + random.nextInt(2) + "." + random.nextInt(4) + "." + random.nextInt(8));
    }

    private static Shot shot(RandomGenerator random) {
        var protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        return new Shot(protocol, random.nextInt(75), address(random), address(random));
    }

    private static Way walk(Map<String, Chain> chains, Shot shot) {
        var lines = new ArrayList<>(lines(chains, ROOT));
        int met = 0;
        while (!lines.isEmpty()) {
            var line = lines.removeFirst();
            met++;
            var to = line.action().substring("-g ".length());
            boolean matches = matches(line.match(), shot);
            if (matches && to.equals("decided")) {
                return new Way(met, line.comment());
            }
            if (matches) {
                lines.clear();
                lines.addAll(lines(chains, to));
            }
        }
        return new Way(met, "");
    }

    private static List<Line> lines(Map<String, Chain> chains, String name) {
        return Objects.requireNonNull(chains.get(name), name).lines();
    }

    private static boolean matches(String options, Shot shot) {
        var words = List.of(options.split(" ", -1));
        boolean matches = true;
        for (int i = 0; i + 1 < words.size(); i++) {
            matches &= matches(words.get(i), words.get(i + 1), shot);
        }
        return matches;
    }

    private static boolean matches(String option, String value, Shot shot) {
        return switch (option) {
            case "-p" -> value.equals(RuleMatch.text(shot.protocol));
            case "-s" -> Cidr.parse(value).orElseThrow().contains(shot.source);
            case "-d" -> Cidr.parse(value).orElseThrow().contains(shot.destination);
            case "--dport", "--dports" ->
                Stream.of(value.split(",", -1))
                        .anyMatch(range -> PortRange.parse(range).orElseThrow().contains(shot.port));
            default -> true;
        };
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
