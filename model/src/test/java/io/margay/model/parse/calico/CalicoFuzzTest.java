package io.margay.model.parse.calico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.margay.model.input.ParsedResource;
import io.margay.model.input.ResourceParser;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.Value.Mapping;
import io.margay.model.parse.Value.Null;
import io.margay.model.parse.Value.Numeral;
import io.margay.model.parse.Value.Sequence;
import io.margay.model.parse.Value.Text;
import io.margay.model.parse.text.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is done to a valid resource, it is read or it is said what is wrong; nothing is said twice, nothing throws.
class CalicoFuzzTest {
    private static final int MUTANTS = 1_000;
    private static final List<String> WORDS = List.of(
            ("TCP tcp 0 80 80:90 90:80 99999999999999999999 -1 http A a.b 10.0.0.0/8 fd00::/8 10.0.0.1 0.0.0.0/0"
                            + " global() all() has( a=='b' Delete Allow Ingress * k8s cni \u0000 \uD800 /a default 1e999 NaN . : /"
                            + " -")
                    .split(" "));

    private static final String RULES = """
        ingress:
        - {action: Allow, protocol: TCP, http: {methods: [GET], paths: [{exact: /a}, {prefix: /b}]},
           source: {selector: all(), notSelector: has(a), namespaceSelector: global(), nets: [10.0.0.0/8],
                    serviceAccounts: {names: [a], selector: has(b)}}, metadata: {annotations: {a: b}}}
        - {action: Deny, protocol: ICMP, ipVersion: 4, icmp: {type: 8, code: 0}, notICMP: {type: 3}}
        egress:
        - {action: Pass, protocol: 17, notProtocol: UDP, source: {ports: [80, '80:90', http], notPorts: [1]},
           destination: {services: {name: a, namespace: b}}}
        """;

    static Stream<String> valid() {
        var spec = "tier: default\norder: 1\nselector: all()\ntypes: [Ingress, Egress]\n" + RULES
                + "serviceAccountSelector: has(a)\nperformanceHints: [AssumeNeededOnEveryNode]\n";
        return Stream.of(
                resource("NetworkPolicy", "web", spec),
                resource("StagedNetworkPolicy", "web", spec + "stagedAction: Set\n"),
                resource("GlobalNetworkPolicy", "web", spec + "applyOnForward: true\nnamespaceSelector: all()\n"),
                resource("StagedGlobalNetworkPolicy", "web", "stagedAction: Delete\n"),
                resource("StagedKubernetesNetworkPolicy", "web", "podSelector: {}\npolicyTypes: [Egress]\n"),
                resource("Profile", "hosts", RULES + "labelsToApply: {a: b}\n"),
                resource("Tier", "security", "order: 10\ndefaultAction: Pass\n"),
                resource("NetworkSet", "set", "nets: [10.0.0.1, 10.0.0.0/8]\n"),
                resource("GlobalNetworkSet", "set", "nets: ['fd00::/8']\n"),
                resource("HostEndpoint", "h", """
                    {node: n1, interfaceName: eth0, expectedIPs: [10.0.0.1], profiles: [a],
                     ports: [{name: a, protocol: TCP, port: 80}]}
                    """),
                resource("WorkloadEndpoint", "n1-k8s-p-eth0", """
                    {node: n1, orchestrator: k8s, pod: p, endpoint: eth0, interfaceName: cali1, profiles: [a],
                     ipNetworks: [10.0.0.1/32], ipNATs: [{internalIP: 10.0.0.1, externalIP: 1.2.3.4}],
                     ports: [{protocol: TCP, port: 80, hostPort: 81, hostIP: 10.0.0.2}], mac: 'ca:fe:1d:52:bb:e9'}
                    """));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void noMutantThrowsOrSaysAProblemTwice(String yaml) {
        var value = Yaml.values(yaml).getFirst();
        assertThat(ResourceParser.parse("f", value)).isInstanceOf(ParsedResource.Accepted.class);
        long seed = yaml.hashCode();
        var random = new Random(seed);
        for (int i = 0; i < MUTANTS; i++) {
            var mutant = mutant(value, random);
            assertThatCode(() -> assertThat(problems(mutant)).doesNotHaveDuplicates())
                    .as("seed %s, mutant %s: %s", seed, i, mutant)
                    .doesNotThrowAnyException();
        }
    }

    private static List<Problem> problems(Value value) {
        return switch (ResourceParser.parse("f", value)) {
            case ParsedResource.Rejected rejected -> rejected.refused().problems();
            case ParsedResource.Accepted _, ParsedResource.Unknown _ -> List.of();
        };
    }

    private static Value mutant(Value value, Random random) {
        if (random.nextInt(12) == 0) {
            return other(value, random);
        }
        return switch (value) {
            case Mapping mapping -> mutant(mapping, random);
            case Sequence(int line, var items) -> {
                var mutants = new ArrayList<Value>();
                items.forEach(item -> mutants.add(mutant(item, random)));
                if (!items.isEmpty() && random.nextInt(10) == 0) {
                    mutants.add(items.getFirst());
                }
                yield new Sequence(line, mutants);
            }
            case Text _, Numeral _, Value.Bool _, Null _ -> value;
        };
    }

    private static Value mutant(Mapping mapping, Random random) {
        var names = List.copyOf(mapping.fields().keySet());
        var fields = new LinkedHashMap<String, Value>();
        mapping.fields().forEach((name, value) -> {
            boolean kept = random.nextInt(15) != 0 || name.equals("kind") || name.equals("apiVersion");
            var newName = kept && random.nextInt(30) != 0 ? name : names.get(random.nextInt(names.size()));
            if (kept) {
                fields.put(newName, name.equals("kind") || name.equals("apiVersion") ? value : mutant(value, random));
            }
        });
        return new Mapping(mapping.line(), fields);
    }

    private static Value other(Value value, Random random) {
        var word = WORDS.get(random.nextInt(WORDS.size()));
        return switch (random.nextInt(7)) {
            case 0 -> new Null(1);
            case 1 -> new Value.Bool(1, true);
            case 2 -> new Numeral(1, word);
            case 3 -> new Sequence(1, List.of(value));
            case 4 -> new Mapping(1, new LinkedHashMap<>());
            default -> new Text(1, word);
        };
    }

    private static String resource(String kind, String name, String spec) {
        var metadata = "metadata: {labels: {a: b}, annotations: {projectcalico.org/metadata: '{}'}, ";
        return Reading.resource(kind, name, "\n" + spec.indent(2)).replace("metadata: {name", metadata + "name");
    }
}
