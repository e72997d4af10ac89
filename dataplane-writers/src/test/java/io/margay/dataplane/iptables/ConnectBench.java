package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.lab.Station;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How long a TCP connect takes between two workloads of one node, the receiver under ever more rules, beside a node
/// that
/// only accepts what conntrack knows and then everything; both in turns. Asserts nothing of time.
///
/// `-Dtest=ConnectBench`; the last rule allows.
class ConnectBench {
    private static final int TURNS = 60;
    private static final int IN_A_TURN = 25;
    private static final int PORT = 80;
    private static final List<Integer> SIZES = List.of(10, 100, 1000, 10_000);

    /// A node with two workloads.
    private record Site(Lab lab, Lab.Node node, Netns client, Ip server, Station station) implements AutoCloseable {
        static Site open() throws IOException {
            var lab = Lab.open();
            var node = lab.addNode("n", ips("192.168.100.1", "fd00:100::1"));
            var client = lab.addWorkload("a", node, ips("10.65.0.1", "fd00:65::1"));
            var server = lab.addWorkload("server", node, ips("10.65.0.3", "fd00:65::3"));
            var station = Station.open(server.netns(), List.of(PORT), List.of());
            return new Site(lab, node, client.netns(), server.addresses().getFirst(), station);
        }

        /// The nanoseconds of some connects, one after the other.
        long[] connect() {
            return new NetnsThreads(client)
                    .call(() -> {
                        var address = new InetSocketAddress(InetAddress.getByAddress(server.bytes()), PORT);
                        var times = new long[IN_A_TURN];
                        for (int i = 0; i < times.length; i++) {
                            times[i] = connect(address);
                        }
                        return times;
                    })
                    .join();
        }

        private static long connect(InetSocketAddress address) throws IOException {
            try (var socket = new Socket()) {
                socket.setSoLinger(true, 0);
                long start = System.nanoTime();
                socket.connect(address);
                return System.nanoTime() - start;
            }
        }

        @Override
        public void close() throws IOException {
            station.close();
            lab.close();
        }
    }

    @Test
    void measure() throws IOException {
        Privileged.assumeLab();
        try (var alone = Site.open();
                var ruled = Site.open()) {
            var known = "*filter\n-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\nCOMMIT\n";
            assertThat(Iptables.nft(Commands.in(alone.node.netns()))
                            .restore(IpVersion.V4, known)
                            .ok())
                    .isTrue();
            compare(alone, ruled, "nets", i -> Rules.source(tcp(), Rules.nets(net(i))));
            compare(alone, ruled, "ports", i -> Rules.destination(tcp(), Rules.ports(Integer.toString(100 + i))));
            compare(alone, ruled, "policies", null);
            compare(alone, ruled, "selectors", i -> Rules.source(tcp(), Rules.selected("none" + i)));
            compare(alone, ruled, "members", i -> Rules.source(tcp(), Rules.selected("other" + i)));
        }
    }

    /// Rules that have established flows judged again, where none is, beside those that do not.
    @Test
    void measureJudged() throws IOException {
        Privileged.assumeLab();
        try (var off = Site.open();
                var on = Site.open()) {
            int size = SIZES.getFirst();
            apply(off, IptablesConfig.standard(), rules(off, size, i -> Rules.source(tcp(), Rules.nets(net(i)))));
            apply(
                    on,
                    IptablesConfig.read(JudgedLab.config(true)),
                    rules(on, size, i -> Rules.source(tcp(), Rules.nets(net(i)))));
            report("judged", size, off, on);
        }
    }

    private static void apply(Site site, IptablesConfig config, Holding holding) {
        try (var ipset = NetlinkIpset.in(site.node.netns());
                var routes = NetlinkRoutes.in(site.node.netns())) {
            var commands = Commands.in(site.node.netns());
            var writer = new IptablesWriter(config, Iptables.nft(commands), ipset, routes);
            assertThat(writer.apply(new ByTransaction().receive(holding.everything(0, 1))))
                    .isInstanceOf(Writer.Done.class);
        }
    }

    private static void compare(
            Site alone, Site ruled, String what, @org.jspecify.annotations.Nullable IntFunction<Rule> rule) {
        for (int size : SIZES) {
            apply(ruled, IptablesConfig.standard(), rule == null ? policies(ruled, size) : rules(ruled, size, rule));
            report(what, size, alone, ruled);
        }
    }

    private static void report(String what, int size, Site alone, Site ruled) {
        var first = new long[TURNS * IN_A_TURN];
        var second = new long[TURNS * IN_A_TURN];
        for (int turn = 0; turn < TURNS; turn++) {
            System.arraycopy(alone.connect(), 0, first, turn * IN_A_TURN, IN_A_TURN);
            System.arraycopy(ruled.connect(), 0, second, turn * IN_A_TURN, IN_A_TURN);
        }
        System.out.printf(
                Locale.ROOT,
                "%-9s %6d rules: p50 %6.1f us, beside %6.1f us, %.2f times%n",
                what,
                size,
                median(second) / 1e3,
                median(first) / 1e3,
                (double) median(second) / median(first));
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static Holding peers(Site site) {
        return new Holding()
                .peer("a", ips("10.65.0.1", "fd00:65::1"))
                .peer("server", List.of(site.server))
                .endpoint("a", "open");
    }

    /// One policy. Of the selectors that it asks for, each has a member that is not the sender, but for the last.
    private static Holding rules(Site site, int size, IntFunction<Rule> rule) {
        var last = Stream.of(Rules.source(tcp(), Rules.selected("a")), Rules.ALLOW);
        var rules = Stream.concat(IntStream.range(0, size - 2).mapToObj(rule), last);
        var holding = peers(site);
        IntStream.range(0, size).forEach(i -> holding.peer("other" + i, ips("172.20." + i / 250 + "." + i % 250)));
        return holding.policy("p", Direction.INGRESS, rules.toArray(Rule[]::new))
                .endpoint("server", "open", Holding.tier("default", Action.DENY, Direction.INGRESS, "p"));
    }

    /// As many policies of one rule each.
    private static Holding policies(Site site, int size) {
        var holding = peers(site);
        var names = IntStream.range(0, size).mapToObj(i -> "p" + i).toList();
        for (int i = 0; i < size; i++) {
            var rule = i == size - 1 ? Rules.ALLOW : Rules.destination(tcp(), Rules.ports(Integer.toString(100 + i)));
            holding.policy(names.get(i), Direction.INGRESS, rule);
        }
        return holding.endpoint(
                "server",
                "open",
                Holding.tier("default", Action.DENY, Direction.INGRESS, names.toArray(String[]::new)));
    }

    private static Rule tcp() {
        return Rules.protocol(Rules.ALLOW, Protocol.TCP);
    }

    private static String net(int i) {
        return "172.16." + i / 250 + "." + i % 250 + "/32";
    }

    private static List<Ip> ips(String... texts) {
        return Stream.of(texts).map(text -> Ip.parse(text).orElseThrow()).toList();
    }
}
