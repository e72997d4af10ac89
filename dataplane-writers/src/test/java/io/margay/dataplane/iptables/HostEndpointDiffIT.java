package io.margay.dataplane.iptables;

import io.margay.engine.Seeded;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Random policies in every stage of a host endpoint, with real packets of both IP versions, against the Evaluator.
///
/// Untracked rules that deny name ports or an echo, so that they are for no answers: those an untracked Deny drops,
/// which
/// the Evaluator, who judges first packets, does not know.
class HostEndpointDiffIT {
    private static final List<String> ENDPOINTS = List.of(
            "interfaceName: eth0",
            "interfaceName: '*'",
            "expectedIPs: [192.168.100.1, \"fd00:100::1\"]",
            "interfaceName: eth0, profiles: [projectcalico-default-allow]");
    private static final List<String> STAGES =
            List.of("doNotTrack: true, applyOnForward: true, ", "preDNAT: true, applyOnForward: true, ", "", "");
    private static final List<String> MATCHES = List.of(
            "protocol: TCP, destination: {ports: [80]}",
            "protocol: TCP, destination: {ports: ['80:81', 443]}",
            "protocol: UDP, destination: {ports: [53, 54]}",
            "protocol: UDP, destination: {ports: ['60:70']}",
            "protocol: ICMP, icmp: {type: 8}",
            "protocol: ICMPv6, icmp: {type: 128}",
            "protocol: TCP, source: {nets: [192.168.100.0/24]}, destination: {ports: [81]}",
            "protocol: TCP, source: {nets: ['fd00:65::/64']}, destination: {ports: [443]}",
            "protocol: UDP, destination: {nets: [192.168.100.2/32], ports: [54]}");
    private static final List<String> OPEN = List.of("protocol: TCP", "protocol: UDP", "protocol: ICMP", "");

    @Test
    void packetsDoWhatTheEvaluatorSays() {
        Seeded.run(8, random -> {
            try (var lab = HostLab.open()) {
                lab.expectVerdictsOfHost(lab.apply(documents(random)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String[] documents(RandomGenerator random) {
        var documents = IntStream.range(0, 2 + random.nextInt(4))
                .mapToObj(i -> policy(random, i))
                .collect(Collectors.toList());
        documents.add(HostLab.host("h", any(ENDPOINTS, random)));
        return documents.toArray(String[]::new);
    }

    private static String policy(RandomGenerator random, int number) {
        var stage = any(STAGES, random);
        var fields = stage + "order: " + number + ", ingress: [" + rules(random) + "]";
        boolean both = random.nextBoolean() && !stage.startsWith("pre");
        return HostLab.policy("p" + number, fields + (both ? ", egress: [" + rules(random) + "]" : ""));
    }

    private static String rules(RandomGenerator random) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(_ -> rule(random))
                .collect(Collectors.joining(", "));
    }

    private static String rule(RandomGenerator random) {
        boolean isOpen = random.nextInt(4) == 0;
        var action = isOpen ? "Allow" : any(List.of("Allow", "Allow", "Deny", "Pass", "Log"), random);
        var match = any(isOpen ? OPEN : MATCHES, random);
        return "{action: " + action + (match.isEmpty() ? "" : ", " + match) + "}";
    }

    private static String any(List<String> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
    }
}
