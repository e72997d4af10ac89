package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.Service;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whoever has addresses of its own, and what stands for such.
record RandomEndpoint(Dice dice) {
    private static final List<Phase> PHASES = List.of(
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.PENDING,
            Phase.UNKNOWN,
            Phase.SUCCEEDED,
            Phase.FAILED);

    Pod pod(Metadata metadata) {
        var node = dice.chance(5) ? "" : dice.chance(4) ? "n3" : dice.pick(Words.NODES);
        var account = dice.chance(20) ? "" : dice.pick(Words.ACCOUNTS);
        var host = dice.chance(6);
        var ips = host ? nodeIps(node) : podIps();
        return new Pod(metadata, node, account, host, dice.pick(PHASES), ips, ports(), 0);
    }

    WorkloadEndpoint workload(Metadata metadata) {
        return new WorkloadEndpoint(
                metadata,
                dice.pick(Words.NODES),
                "tap1",
                dice.oneOf("k8s", "openstack"),
                metadata.name(),
                dice.chance(60) ? dice.pick(Words.ACCOUNTS) : "",
                podIps().stream().map(Cidr::of).toList(),
                profiles(),
                ports());
    }

    Node node(Metadata metadata) {
        var number = metadata.name().substring(1);
        var v4 = Words.ip("192.168.0." + number);
        var v6 = Words.ip("fd01::" + number);
        var internal = dice.chance(60) ? List.of(v4, v6) : dice.chance(90) ? List.of(v4) : List.of(v6);
        var external = dice.chance(50) ? List.of(Words.ip("203.0.113." + number)) : List.<Ip>of();
        return new Node(metadata, internal, external, dice.some(dice.chance(70) ? 1 : 0, 3, Words.POD_CIDRS));
    }

    HostEndpoint host(Metadata metadata) {
        var interfaceName = dice.oneOf("", "", "*", "eth0", "eth0", "eth1");
        var node = dice.chance(95) ? dice.pick(Words.NODES) : "n3";
        var expected = new ArrayList<Ip>();
        if (interfaceName.isEmpty() || dice.chance(60)) {
            expected.addAll(dice.chance(80) ? nodeIps(node) : podIps());
        }
        if (interfaceName.isEmpty() && expected.isEmpty()) {
            expected.add(Words.ip("192.168.0.1"));
        }
        return new HostEndpoint(metadata, node, interfaceName, expected, profiles(), ports());
    }

    Service service(Metadata metadata) {
        var port = new Service.Port("web", Protocol.TCP, 80, dice.oneOf(0, 30080));
        return new Service(metadata, List.of(Words.ip("10.96.0.1")), List.of(port));
    }

    EndpointSlice slice(Metadata metadata) {
        var v4 = dice.chance(65);
        var addresses = dice.some(1, 7, v4 ? Words.POD_V4 : Words.POD_V6);
        var service = dice.chance(8) ? "" : dice.chance(80) ? "svc" : "svc2";
        return new EndpointSlice(metadata, service, addresses, dice.list(0, 5, this::slicePort));
    }

    private EndpointSlice.Port slicePort() {
        var protocol = dice.chance(60) ? Protocol.TCP : dice.pick(Words.WITH_PORTS);
        return new EndpointSlice.Port(dice.pick(Words.PORT_NAMES), protocol, dice.pick(Words.PORTS));
    }

    /// None yet, of one version, of both, or several of one.
    private List<Ip> podIps() {
        var v4 = dice.some(1, 1, Words.POD_V4);
        var v6 = dice.some(1, 1, Words.POD_V6);
        return switch (dice.number(0, 9)) {
            case 0 -> List.of();
            case 1 -> dice.some(1, 2, Words.POD_V6);
            case 2 -> dice.some(2, 3, Words.POD_V4);
            case 3, 4 -> v4;
            default -> Stream.concat(v4.stream(), v6.stream()).toList();
        };
    }

    private List<Ip> nodeIps(String node) {
        var number = node.isEmpty() ? "1" : node.substring(1);
        return dice.some(1, 2, List.of(Words.ip("192.168.0." + number), Words.ip("fd01::" + number)));
    }

    private List<String> profiles() {
        return dice.<String>some(0, 3, Words.PROFILES).stream().distinct().toList();
    }

    private List<NamedPort> ports() {
        return dice.list(
                0,
                3,
                () -> new NamedPort(dice.pick(Words.PORT_NAMES), dice.pick(Words.WITH_PORTS), dice.pick(Words.PORTS)));
    }
}
