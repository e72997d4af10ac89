package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.PASS;
import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.ports;
import static io.margay.dataplane.iptables.Rules.protocol;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static io.margay.model.net.Protocol.TCP;
import static io.margay.model.net.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What real packets do where unions of sets tell many rules apart, in both backends.
@ParameterizedClass
@EnumSource(Backend.class)
class UnionIT {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private final Backend backend;
    private PacketLab lab;
    private Ipset ipset;

    UnionIT(Backend backend) {
        this.backend = backend;
    }

    @BeforeEach
    void makeLab() throws IOException {
        lab = PacketLab.open((outside, there) -> new IptablesWriter.Outside(
                Backends.only(Iptables.of(backend, there, LOCK_WAIT)),
                outside.ipset(),
                outside.routes(),
                outside.clock()));
        ipset = NetlinkIpset.in(lab.node().netns());
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
            ipset.close();
        }
    }

    /// So many that unions of their selectors tell them apart. What these rules decide is not decided again after them.
    @Test
    void manyRulesThatAskForSelectorsGoInOrder() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 70; i++) {
            rules.add(source(i % 2 == 0 ? ALLOW : DENY, selected("none" + i)));
        }
        rules.add(20, source(Rules.LOG, selected("b")));
        rules.add(30, source(protocol(DENY, UDP), selected("a")));
        rules.add(31, source(protocol(ALLOW, TCP), selected("a")));
        rules.add(50, source(PASS, selected("b")));
        rules.add(60, source(protocol(DENY, UDP), selected("far")));
        rules.add(destination(protocol(DENY, TCP), ports("80")));
        rules.add(ALLOW);
        var holding = lab.holding()
                .policy("first", Direction.INGRESS, rules.toArray(Rule[]::new))
                .policy("second", Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("80")));
        holding.endpoint(
                "server",
                "open",
                Holding.tier("one", Action.DENY, Direction.INGRESS, "first"),
                Holding.tier("two", Action.DENY, Direction.INGRESS, "second"));
        lab.apply(holding);
        lab.expect(
                "a tcp 80",
                "a tcp 443",
                "!a udp 53",
                "b tcp 80",
                "!b tcp 443",
                "!b udp 53",
                "!far tcp 80",
                "far tcp 443",
                "!far udp 53");
    }

    @Test
    void whatOthersDoToUnionsIsUndone() {
        var rules = IntStream.range(0, 70)
                .mapToObj(i -> source(ALLOW, selected(i == 40 ? "a" : "none" + i)))
                .toArray(Rule[]::new);
        lab.underPolicy(rules);
        lab.expect("a tcp 80", "!b tcp 80");
        var unions = names("mgy4u-");
        assertThat(unions).hasSizeGreaterThan(2);
        unions.forEach(union -> assertThat(ipset.flush(union)).isEmpty());
        lab.expect4("!a tcp 80");
        lab.expect6("a tcp 80");
        var repairs = new ArrayList<Writer.Repair>();
        for (int i = 0; i < unions.size(); i++) {
            repairs.addAll(lab.check("a").repairs());
        }
        assertThat(repairs)
                .singleElement()
                .satisfies(repair -> assertThat(repair.count()).isEqualTo(1));
        lab.expect("a tcp 80", "!b tcp 80");
        lab.underPolicy(source(ALLOW, selected("a")));
        lab.refresh();
        assertThat(names("mgy4u-")).isEmpty();
    }

    private List<String> names(String begin) {
        var names = ((Reading.Read<List<String>>) ipset.names()).value();
        return names.stream().filter(name -> name.startsWith(begin)).toList();
    }
}
