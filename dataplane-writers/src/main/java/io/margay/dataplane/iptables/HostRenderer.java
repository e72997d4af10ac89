package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The chains of a host's own endpoints, and the way to them; nothing where there are none.
///
/// ```text
/// raw PREROUTING    ─▶ mgy-raw-in      ─▶ mgy-to-untracked    allowed: not tracked, and marked
/// mangle PREROUTING ─▶ mgy-before-dnat ─▶ mgy-to-pre-dnat     allowed: marked
/// INPUT             ─▶ mgy-input       ─▶ mgy-to-host         marked: accepted
/// FORWARD           ─▶ mgy-forward     ─▶ mgy-to-forward, mgy-from-forward
/// raw OUTPUT        ─▶ mgy-raw-out     ─▶ mgy-from-untracked
/// OUTPUT            ─▶ mgy-output      ─▶ mgy-from-host
/// ```
/// Loopback and workloads' interfaces are none of theirs. A workload's packet to its own host is for the endpoint that
/// has the address that it goes to.
///
/// @param byInterface the endpoints; that for all other interfaces by [HostInterfaces#OTHERS]
/// @param released interfaces, named likewise, whose packets pass by
/// @param workloads the interfaces of workloads, as iptables names them
/// @param ownWorkloads the addresses of the workloads on this host
/// @param addresses of the host, by interface, for those interfaces that have an endpoint
record HostRenderer(
        EndpointRenderer endpoints,
        Map<String, RuleSet> byInterface,
        Set<String> released,
        List<String> workloads,
        List<Cidr> ownWorkloads,
        Map<Ip, String> addresses) {
    private static final List<ChainKind> ASKED_BY_INTERFACE =
            List.of(ChainKind.HOST, ChainKind.FORWARD, ChainKind.UNTRACKED, ChainKind.PRE_DNAT);

    HostRenderer {
        byInterface = Map.copyOf(byInterface);
        released = Set.copyOf(released);
        workloads = List.copyOf(workloads);
        ownWorkloads = List.copyOf(ownWorkloads);
        addresses = Map.copyOf(addresses);
    }

    /// How the writer works.
    IptablesConfig config() {
        return endpoints.config();
    }

    /// Which packets see the chains.
    IpVersion version() {
        return endpoints.version();
    }

    /// Whether there are host endpoints.
    boolean isNeeded() {
        return !byInterface.isEmpty();
    }

    /// Whether some endpoint has a chain of this kind for this direction.
    boolean asks(ChainKind kind, Direction direction) {
        return byInterface.values().stream().anyMatch(endpoint -> kind.isFor(endpoint, direction));
    }

    /// Whether there is anything in this table.
    boolean uses(Table table) {
        return switch (table) {
            case RAW -> asks(ChainKind.UNTRACKED, Direction.INGRESS);
            case MANGLE -> asks(ChainKind.PRE_DNAT, Direction.INGRESS);
            case FILTER -> isNeeded();
        };
    }

    /// What comes before all else in a chain of the filter table. A mark that earlier stages have set there is an
    /// acceptance; where they set none, it is somebody else's.
    List<Line> early(boolean isEarly) {
        return isEarly
                ? accepting("accepted before")
                : List.of(Line.always("", config().marks().clearAccepted()));
    }

    /// Accepts what all who had a say have accepted.
    List<Line> accept() {
        return accepting("");
    }

    private List<Line> accepting(String comment) {
        var isAccepted = config().marks().isAccepted();
        var lines = new ArrayList<>(config().flowRules().judged(isAccepted));
        lines.add(new Line(isAccepted, comment, "-j ACCEPT"));
        return lines;
    }

    /// Whether a packet that comes in may be accepted before it is in the filter table.
    boolean isEarly() {
        return uses(Table.RAW) || uses(Table.MANGLE);
    }

    /// The chains.
    Rendered chains() {
        if (!isNeeded()) {
            return Rendered.of(List.of());
        }
        var own = new TreeMap<>(byInterface)
                .entrySet().stream().map(entry -> endpoints.host(entry.getValue(), entry.getKey()));
        var failsafes = Stream.of(Table.values())
                .filter(this::uses)
                .map(new FailsafeRenderer(config().failsafes(), version())::chains);
        return Rendered.all(Stream.of(own, failsafes, dispatch(), Stream.of(Rendered.of(base()), output()))
                .flatMap(part -> part));
    }

    private Stream<Rendered> dispatch() {
        return ASKED_BY_INTERFACE.stream()
                .flatMap(kind -> Stream.of(Direction.values())
                        .filter(direction -> asks(kind, direction))
                        .map(direction -> dispatch(kind, direction)));
    }

    private Rendered dispatch(ChainKind kind, Direction direction) {
        var first = Stream.concat(Stream.of("lo"), workloads.stream())
                .map(name -> new Line(kind.option(direction) + name, "", "-j RETURN"))
                .toList();
        var actions = new HashMap<String, String>();
        byInterface.forEach((name, endpoint) -> actions.put(
                name, kind.isFor(endpoint, direction) ? DispatchRenderer.to(kind, name, direction) : "-j RETURN"));
        released.forEach(name -> actions.put(name, "-j RETURN"));
        var others = actions.remove(HostInterfaces.OTHERS);
        var last = Line.always("", others == null ? "-j RETURN" : others);
        return new DispatchRenderer(kind, direction, first, List.of(last)).dispatch(actions);
    }

    private List<Chain> base() {
        var chains = new ArrayList<Chain>();
        if (uses(Table.RAW)) {
            chains.add(raw(Names.RAW_IN, Direction.INGRESS));
            chains.add(raw(Names.RAW_OUT, Direction.EGRESS));
            chains.add(mark(Table.RAW, Names.REFUSE, config().marks().setRefused()));
        }
        if (uses(Table.MANGLE)) {
            chains.add(beforeDnat());
            chains.addAll(config().flowRules().chains(Table.MANGLE));
        }
        Stream.of(Table.RAW, Table.MANGLE).filter(this::uses).forEach(table -> {
            chains.add(mark(table, Names.ACCEPT, config().marks().setAccepted()));
            chains.add(mark(table, Names.PASS, config().marks().setPassed()));
        });
        chains.add(ownHost());
        return chains;
    }

    private static Chain mark(Table table, String name, String action) {
        return Chain.of(table, name, List.of(Line.always("", action)));
    }

    /// What is only forwarded stays tracked, since those at its ends may know connections.
    private Chain raw(String name, Direction direction) {
        var marks = config().marks();
        var own = direction == Direction.INGRESS ? "-m addrtype --dst-type LOCAL" : "";
        return Chain.of(
                Table.RAW,
                name,
                List.of(
                        Line.always("", marks.clearBoth()),
                        Line.always("", "-j " + Names.dispatch(ChainKind.UNTRACKED, "", direction)),
                        new Line(RuleMatch.join(marks.isAccepted(), own), "", "-j CT --notrack")));
    }

    private Chain beforeDnat() {
        var marks = config().marks();
        var first = uses(Table.RAW)
                ? new Line(marks.isAccepted(), "accepted before", "-j RETURN")
                : Line.always("", marks.clearBoth());
        var dispatch = Names.dispatch(ChainKind.PRE_DNAT, "", Direction.INGRESS);
        return Chain.of(Table.MANGLE, Names.BEFORE_DNAT, List.of(first, Line.always("", "-j " + dispatch)));
    }

    /// A packet whose destination DNAT has changed still has the interface here that it would have left by without. A
    /// host reaches its own workloads through services, too, so they are known by their addresses.
    private Rendered output() {
        var lines = new ArrayList<Line>();
        var sets = new ArrayList<NetSet>();
        lines.addAll(early(uses(Table.RAW)));
        if (ownWorkloads.stream().anyMatch(net -> net.version() == version())) {
            var set = NetSet.of(
                    ownWorkloads.stream()
                            .filter(net -> net.version() == version())
                            .toList(),
                    version());
            sets.add(set);
            var match = "-m conntrack --ctstate DNAT " + Side.DESTINATION.inSet(set.name());
            lines.add(new Line(match, "own workloads", "-j RETURN"));
        }
        lines.add(Line.always("", "-j " + Names.dispatch(ChainKind.HOST, "", Direction.EGRESS)));
        lines.addAll(accept());
        return new Rendered(List.of(Chain.of(Names.OUTPUT, lines)), sets);
    }

    /// For workloads' packets, which their own policies have let through.
    private Chain ownHost() {
        var lines = new ArrayList<Line>();
        new TreeMap<>(addresses).forEach((ip, name) -> {
            if (ip.version() == version()) {
                lines.addAll(toOwnHost(name, "-d " + ip + "/" + version().bits()));
            }
        });
        lines.addAll(toOwnHost(HostInterfaces.OTHERS, ""));
        return Chain.of(Names.OWN_HOST, lines);
    }

    /// Where no endpoint has a say, it is for others to accept the packet.
    private List<Line> toOwnHost(String name, String match) {
        var endpoint = byInterface.get(name);
        if (endpoint == null) {
            var lines = new ArrayList<>(config().flowRules().judged(match));
            lines.add(new Line(match, "", config().marks().clearAccepted()));
            lines.add(new Line(match, "", "-j RETURN"));
            return lines;
        }
        boolean isEarly = ChainKind.OWN_HOST.isFor(endpoint, Direction.INGRESS);
        var kind = isEarly ? ChainKind.OWN_HOST : ChainKind.HOST;
        return List.of(new Line(match, "", DispatchRenderer.to(kind, name, Direction.INGRESS)));
    }
}
