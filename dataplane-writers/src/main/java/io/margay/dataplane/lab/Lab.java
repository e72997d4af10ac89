package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/// Nodes and workloads as network namespaces, joined as a cluster's are.
///
/// A workload has one interface, `eth0`, whose other end is on its node and begins with `cali`; the node answers for
/// everybody on it and has a route to it alone. Nodes are on one bridge and have a route to each workload of the
/// others.
/// Cost: 20 to 30 ms a namespace.
public final class Lab implements AutoCloseable {
    /// What workloads send everything to; the node answers for it.
    private static final String GATEWAY = "169.254.1.1";
    private static final String GATEWAY_6 = "fe80::1";
    private static final String MAC = "ee:ee:ee:ee:ee:ee";

    /// A node, by the name that it was given.
    ///
    /// @param addresses by which other nodes reach it, at most one an IP version
    public record Node(String name, Netns netns, List<Ip> addresses) {
        public Node {
            addresses = List.copyOf(addresses);
        }
    }

    /// A workload.
    ///
    /// @param interfaceName on its node
    public record Workload(String name, Node node, Netns netns, String interfaceName, List<Ip> addresses) {
        public Workload {
            addresses = List.copyOf(addresses);
        }
    }

    private final LabClaim claim;
    private final Netns bridge;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Netns> made = new ArrayList<>();
    private boolean closed;

    private Lab(LabClaim claim) {
        this.claim = claim;
        this.bridge = make("bridge");
    }

    /// An empty lab. Removes what dead processes left.
    ///
    /// Errors: `LabFailure` where a command fails, here and in all that follows; what was made is then removed.
    public static Lab open() {
        sweep();
        var lab = new Lab(LabClaims.OF_THIS_MACHINE.take());
        lab.in(lab.bridge, "link add br0 type bridge", "link set br0 up");
        return lab;
    }

    /// Adds a node.
    ///
    /// @param addresses its own, at most one an IP version; nodes are neighbours, whatever their prefix
    public Node addNode(String name, List<Ip> addresses) {
        var node = new Node(name, make("n" + nodes.size()), addresses);
        in(
                bridge,
                "link add to" + nodes.size() + " type veth peer name eth0 netns " + node.netns.name(),
                "link set to" + nodes.size() + " master br0 up");
        in(node.netns, "link set lo up", "link set eth0 up");
        addresses.forEach(ip -> in(node.netns, "addr add " + single(ip) + " dev eth0" + noDad(ip)));
        settings(node.netns, "net/ipv4/ip_forward=1", "net/ipv6/conf/all/forwarding=1");
        nodes.values().forEach(other -> {
            other.addresses.forEach(ip -> in(node.netns, "route add " + single(ip) + " dev eth0"));
            addresses.forEach(ip -> in(other.netns, "route add " + single(ip) + " dev eth0"));
        });
        // Without a default route a node does not answer for others.
        in(node.netns, "route add default dev eth0", "route add ::/0 dev eth0");
        nodes.put(name, node);
        return node;
    }

    /// Adds a workload on a node.
    ///
    /// @param addresses its own, at most one an IP version
    public Workload addWorkload(String name, Node node, List<Ip> addresses) {
        var number = workloads.size();
        var workload = new Workload(name, node, make("w" + number), "cali" + number, addresses);
        var port = workload.interfaceName;
        in(
                workload.netns,
                "link add eth0 type veth peer name " + port + " netns " + node.netns.name(),
                "link set lo up",
                "link set eth0 up");
        in(
                node.netns,
                "link set " + port + " address " + MAC,
                "link set " + port + " up",
                "addr add " + GATEWAY_6 + "/64 dev " + port + " nodad");
        settings(
                node.netns,
                "net/ipv4/conf/" + port + "/proxy_arp=1",
                "net/ipv4/neigh/" + port + "/proxy_delay=0",
                "net/ipv6/conf/" + port + "/proxy_ndp=1");
        addresses.forEach(ip -> {
            in(workload.netns, "addr add " + single(ip) + " dev eth0" + noDad(ip));
            in(node.netns, "route add " + single(ip) + " dev " + port);
        });
        in(
                workload.netns,
                "route add " + GATEWAY + " dev eth0",
                "route add default via " + GATEWAY + " dev eth0",
                "route add default via " + GATEWAY_6 + " dev eth0");
        nodes.values().stream().filter(other -> !other.equals(node)).forEach(other -> route(other, workload));
        workloads.add(workload);
        return workload;
    }

    /// An address leaves a workload, and another has it from now on, on any node, as when a cluster gives it anew.
    public void move(Ip address, Workload from, Workload to) {
        in(from.netns, "addr del " + single(address) + " dev eth0");
        in(to.netns, "addr add " + single(address) + " dev eth0" + noDad(address));
        in(to.node.netns, "route replace " + single(address) + " dev " + to.interfaceName);
        nodes.values().stream()
                .filter(other -> !other.equals(to.node))
                .forEach(other -> route("replace", other, address, to.node));
    }

    /// A folder for files that go with this lab, whatever ends it. For this user alone.
    public Path folder() {
        return claim.folder();
    }

    /// The workloads, in the order in which they came.
    public List<Workload> workloads() {
        return List.copyOf(workloads);
    }

    /// Removes every namespace of this lab, and with them all that was in them, and its folder; and what dead processes
    /// left, also
    /// one that was still dying when this lab opened. May be called twice, and by another thread than the one that
    /// builds: nothing can be added afterwards.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        made.reversed().forEach(Lab::delete);
        claim.close();
        sweep();
    }

    private static void sweep() {
        LabClaims.OF_THIS_MACHINE.sweep(Netns.FOLDER, Lab::delete);
    }

    private static void delete(Netns netns) {
        Commands.in(Netns.OWN).run("ip", "netns", "delete", netns.name());
    }

    private synchronized Netns make(String label) {
        if (closed) {
            throw new LabFailure("the lab is closed");
        }
        var netns = claim.netns(label);
        // Noted first: a signal may end the command halfway.
        made.add(netns);
        var exit = Commands.in(Netns.OWN).run("ip", "netns", "add", netns.name());
        if (!exit.ok()) {
            close();
            throw new LabFailure("ip netns add " + netns.name() + ": " + exit.why());
        }
        return netns;
    }

    /// The other node sends what is for the workload to the workload's node.
    private void route(Node other, Workload workload) {
        workload.addresses.forEach(ip -> route("add", other, ip, workload.node));
    }

    private void route(String verb, Node other, Ip ip, Node holder) {
        holder.addresses.stream()
                .filter(via -> via.version() == ip.version())
                .forEach(via ->
                        in(other.netns, "route " + verb + " " + single(ip) + " via " + via + " dev eth0 onlink"));
    }

    private void in(Netns netns, String... lines) {
        var exit = Commands.in(netns).run(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
        if (!exit.ok()) {
            close();
            throw new LabFailure("ip in " + netns + ": " + exit.why() + ": " + String.join("; ", lines));
        }
    }

    private void settings(Netns netns, String... settings) {
        var written = new NetnsThreads(netns).call(() -> {
            for (var setting : settings) {
                write(
                        Path.of("/proc/sys", setting.substring(0, setting.indexOf('='))),
                        setting.substring(setting.indexOf('=') + 1));
            }
            return settings;
        });
        try {
            var _ = written.join();
        } catch (CompletionException e) {
            close();
            throw new LabFailure("settings in " + netns + ": "
                    + Objects.requireNonNull(e.getCause()).getMessage());
        }
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new LabFailure(file + ": " + e);
        }
    }

    private static String single(Ip ip) {
        return ip + "/" + ip.version().bits();
    }

    private static String noDad(Ip ip) {
        return ip.version() == IpVersion.V6 ? " nodad" : "";
    }
}
