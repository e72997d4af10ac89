package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.ports;
import static io.margay.dataplane.iptables.Rules.protocol;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.IptablesProgram;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Rule;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node whose writer has established flows judged again, or has not: workloads that talk with its server, directly
/// and through a service that is translated to it.
final class JudgedLab implements AutoCloseable {
    private static final int PORT = 8080;
    private static final int WEB = 80;
    private static final int DNS = 53;
    private static final FlowMark AGAIN = new FlowMark(1 << 28, 1 << 28);
    private static final FlowMark NOTED = new FlowMark(0, 1 << 28 | 1 << 29);
    /// What drops packets of flows, or may.
    private static final Pattern DROPPED = Pattern.compile("\\[(\\d+):\\d+\\] -A mgy-(?:drop|again) .*-j DROP");

    private final Backend backend;
    private final PacketLab lab;
    private final NetlinkConntrack conntrack;
    private final ServerSocket onA;
    private final ServerSocket onServer;
    private final List<Talk> talks = new ArrayList<>();
    private final List<Asker> askers = new ArrayList<>();
    private ByTransaction host = new ByTransaction();
    private @Nullable Writer writer;
    private long revision;
    private int changes;

    private JudgedLab(Backend backend) throws IOException {
        this.backend = backend;
        lab = PacketLab.open();
        conntrack = NetlinkConntrack.in(lab.node().netns());
        onA = Talk.listen(lab.netns("a"), PORT);
        onServer = Talk.listen(lab.netns("server"), PORT);
        for (var version : IpVersion.values()) {
            var ip = lab.ip("server", version);
            var to = version == IpVersion.V4 ? ip + ":" : "[" + ip + "]:";
            restore(
                    version,
                    "*nat",
                    translate(version, "tcp", WEB, to + PORT),
                    translate(version, "udp", DNS, to + DNS));
        }
    }

    private static String translate(IpVersion version, String protocol, int port, String to) {
        return "-A PREROUTING -d " + service(version) + " -p " + protocol + " -m " + protocol + " --dport " + port
                + " -j DNAT --to-destination " + to;
    }

    static JudgedLab open(Backend backend) throws IOException {
        return new JudgedLab(backend);
    }

    /// Puts rules beside those of Margay.
    void restore(IpVersion version, String... lines) {
        var iptables = Iptables.of(backend, commands(), Iptables.LOCK_WAIT);
        var exit = iptables.restore(version, String.join("\n", lines) + "\nCOMMIT\n");
        assertThat(exit.ok()).as(exit.why()).isTrue();
    }

    private Commands commands() {
        return Commands.in(lab.node().netns());
    }

    /// How an agent works that has flows judged again, or has not.
    static Config config(boolean terminates) {
        return ConfigFactory.parseString("margay.dataplane.flows.terminate-on-deny = " + terminates)
                .withFallback(ConfigFactory.load());
    }

    /// A new life of the agent, which has flows judged again or has not; it writes with the next change.
    void start(boolean terminates) {
        var config = config(terminates);
        var rules = lab.newWriter(
                IptablesConfig.read(config),
                (outside, there) -> new IptablesWriter.Outside(
                        Backends.only(Iptables.of(backend, there, Iptables.LOCK_WAIT)),
                        outside.ipset(),
                        outside.routes(),
                        outside.clock()));
        writer = new FlowWriter(rules, conntrack, FlowsConfig.read(config));
        host = new ByTransaction();
    }

    /// Other rules, with or without one that lets `a` talk with the server. Every second time `b` may, too.
    void change(boolean isAllowed) {
        var rules = new ArrayList<Rule>();
        rules.add(destination(protocol(DENY, Protocol.TCP), ports(Integer.toString(1 + changes))));
        if (changes++ % 2 == 0) {
            rules.add(source(ALLOW, selected("b")));
        }
        if (isAllowed) {
            rules.add(source(ALLOW, selected("a")));
        }
        change(rules.toArray(Rule[]::new));
    }

    /// The server is under these rules.
    void change(Rule... rules) {
        var plan = host.receive(lab.under(lab.holding(), rules).everything(0, ++revision));
        assertThat(writer().apply(plan)).isEqualTo(new Writer.Done(List.of()));
    }

    /// Packets of the server pass by, or no longer do.
    void release(boolean isReleased) {
        var endpoints = Set.of(Holding.pod("server"));
        var releases = isReleased ? new Releases(false, endpoints) : Releases.NONE;
        assertThat(writer().release(releases)).isEqualTo(new Writer.Done(List.of()));
        assertThat(writer().refresh()).isEqualTo(new Writer.Done(List.of()));
    }

    /// A whole round of looking at what others changed; what it repaired.
    List<String> round() {
        return lab.round(writer()).stream()
                .flatMap(repair -> repair.objects().stream())
                .toList();
    }

    private Writer writer() {
        return Objects.requireNonNull(writer, "nothing was started");
    }

    /// Takes all that is Margay's out of the kernel.
    void uninstall() {
        try (var ipset = NetlinkIpset.in(lab.node().netns())) {
            assertThat(Removal.remove(IptablesProgram.all(commands()), ipset)).isEmpty();
        }
        assertThat(FlowWriter.forget(conntrack, FlowsConfig.read(config(true)))).isEmpty();
    }

    /// `a` talks with the server.
    Talk direct(IpVersion version) throws IOException {
        return talk("a", lab.ip("server", version), PORT, onServer);
    }

    /// `a` talks with the service.
    Talk translated(IpVersion version) throws IOException {
        return talk("a", service(version), WEB, onServer);
    }

    /// The server talks with `a`.
    Talk back(IpVersion version) throws IOException {
        return talk("server", lab.ip("a", version), PORT, onA);
    }

    /// Whoever listens on a port of the server.
    ServerSocket listen(int port) {
        return Talk.listen(lab.netns("server"), port);
    }

    /// `a` talks with such a one.
    Talk talk(int port, ServerSocket listening) throws IOException {
        return talk("a", lab.ip4("server"), port, listening);
    }

    private Talk talk(String from, Ip to, int port, ServerSocket listening) throws IOException {
        var talk = Talk.open(lab.netns(from), to, port, listening);
        talks.add(talk);
        return talk;
    }

    /// Those who ask the server, and its service, over both versions.
    List<Asker> askers() {
        var opened = Stream.of(IpVersion.values())
                .flatMap(version -> Stream.of(lab.ip("server", version), service(version)))
                .map(to -> Asker.open(lab.netns("a"), to, DNS))
                .toList();
        askers.addAll(opened);
        return opened;
    }

    /// What new flows do.
    void expect(String... packets) {
        lab.expect(packets);
    }

    /// How many packets were dropped that belong to flows, or may.
    long dropped() {
        return Stream.of("iptables", "ip6tables")
                .flatMap(program -> saved(program).lines())
                .map(DROPPED::matcher)
                .filter(line -> line.find())
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    /// All rules of a backend, with counters.
    String saved(String program) {
        return commands().run(program + "-" + backend.text() + "-save", "-c").output();
    }

    /// Has every flow judged again, as a change does.
    void judgeAgain() {
        each(filter -> conntrack.markIf(filter, _ -> true, AGAIN));
    }

    /// Deletes all flows.
    void delete() {
        each(filter -> conntrack.deleteIf(filter, _ -> true));
    }

    /// How many flows wait for a packet to be judged by.
    long waiting() {
        return count(AGAIN);
    }

    /// How many flows there are of which nothing is noted.
    long unmarked() {
        return count(NOTED);
    }

    /// How many flows there are.
    long all() {
        return count(FlowMark.ANY);
    }

    private long count(FlowMark mark) {
        var found = new long[1];
        for (var version : IpVersion.values()) {
            assertThat(conntrack.list(new Conntrack.Filter(version, mark), _ -> found[0]++))
                    .isEmpty();
        }
        return found[0];
    }

    private interface Look {
        Reading<Long> at(Conntrack.Filter filter);
    }

    private static void each(Look look) {
        for (var version : IpVersion.values()) {
            assertThat(look.at(Conntrack.Filter.all(version))).isInstanceOf(Reading.Read.class);
        }
    }

    private static Ip service(IpVersion version) {
        return Ip.parse(version == IpVersion.V4 ? "10.96.0.10" : "fd00:96::a").orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (var talk : talks) {
            talk.close();
        }
        askers.forEach(Asker::close);
        onA.close();
        onServer.close();
        conntrack.close();
        lab.close();
    }
}
