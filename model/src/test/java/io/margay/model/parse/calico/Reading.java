package io.margay.model.parse.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.input.InputParser;
import io.margay.model.input.ParsedInput;
import io.margay.model.parse.Problem;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Calico's resources as tests write them, read as users' files are.
final class Reading {
    static final String FILE = "test.yaml";

    private Reading() {}

    /// A resource of a kind, its spec in YAML's short form; in a namespace, which kinds without any do not look at.
    static String resource(String kind, String name, String spec) {
        var namespace = kind.contains("Global") || kind.matches("Tier|Profile|HostEndpoint") ? "" : ", namespace: shop";
        return """
            apiVersion: projectcalico.org/v3
            kind: %s
            metadata: {name: %s%s}
            spec: %s
            """.formatted(kind, name, namespace, spec);
    }

    static ParsedInput read(String yaml) {
        return new InputParser().parse(FILE, new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /// The one resource of a text without a problem.
    static <T extends Resource> T accepted(Class<T> type, String yaml) {
        var input = read(yaml);
        assertThat(input.problems()).map(Problem::print).isEmpty();
        return type.cast(input.resources().getFirst());
    }

    /// The spec of a policy without a problem.
    static CalicoPolicySpec policy(String kind, String spec) {
        return accepted(CalicoPolicy.class, resource(kind, "web", spec)).spec();
    }

    /// A rule without a problem, in a NetworkPolicy.
    static CalicoRule ingress(String rule) {
        return policy("NetworkPolicy", "{ingress: [" + rule + "]}")
                .ingressRules()
                .getFirst();
    }

    /// A rule without a problem, in a NetworkPolicy.
    static CalicoRule egress(String rule) {
        return policy("NetworkPolicy", "{egress: [" + rule + "]}").egressRules().getFirst();
    }

    /// What is wrong with a text, each as `path: reason`.
    static List<String> problems(String yaml) {
        return read(yaml).problems().stream()
                .map(problem -> problem.path() + ": " + problem.what())
                .toList();
    }
}
