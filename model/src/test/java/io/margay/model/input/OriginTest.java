package io.margay.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Where;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OriginTest {
    private static final String LAID_OUT = """
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"namespace":"a","name":"b",
             "annotations":{"margay.io/origin":"%s"}},
             "spec":{"podSelector":{},

             "ingress":[{"ports":[{"port":%d}]}]}}""";

    @Test
    void linesCountFromTheOrigin() {
        var parsed = Origin.parse(LAID_OUT.formatted("p.yaml:14", 80));
        assertThat(parsed.problems()).isEmpty();
        var policy = (KubernetesNetworkPolicy) parsed.resources().getFirst();
        assertThat(policy.metadata().where()).isEqualTo(new Where("p.yaml", 14));
        assertThat(problems("p.yaml:14", 70_000))
                .containsExactly(
                        "p.yaml:18: NetworkPolicy a/b: spec.ingress[0].ports[0]: port must be 1..65535, is 70000");
    }

    @Test
    void withoutAnOriginThatIsAPlaceNothingHasALine() {
        for (var none : List.of("", "p.yaml", "p.yaml:", ":14", "p.yaml:123456789")) {
            assertThat(problems(none, 70_000))
                    .containsExactly("NetworkPolicy a/b: spec.ingress[0].ports[0]: port must be 1..65535, is 70000");
        }
    }

    @Test
    void whatIsNoJsonHasItsProblem() {
        assertThat(Origin.parse("{\"kind\":").problems())
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .contains("ends too early");
        assertThat(Origin.parse("[]").problems()).hasSize(1);
    }

    @Test
    void anOriginIsWrittenBesideOtherAnnotationsAndReadAgain() {
        var text = "metadata:\n  name: x\n  annotations: {a: b}\nkind: Tier\napiVersion: projectcalico.org/v3\n";
        var trees = new ArrayList<Value.Mapping>();
        new InputParser((_, tree) -> trees.add(tree))
                .parse("t.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        var where = new Where("t.yaml", 1);
        var written = Origin.written(trees.getFirst(), where);
        assertThat(Origin.of(written)).isEqualTo(where);
        assertThat(Origin.of(Origin.written(written, new Where("u.yaml", 2)))).isEqualTo(new Where("u.yaml", 2));
        assertThat(Origin.of(trees.getFirst())).isEqualTo(Where.NOWHERE);
        var bare = new Value.Mapping(1, Map.of("kind", new Value.Text(1, "Tier")));
        assertThat(Origin.written(bare, where)).isEqualTo(bare);
    }

    private static List<String> problems(String origin, int port) {
        return Origin.parse(LAID_OUT.formatted(origin, port)).problems().stream()
                .map(Problem::print)
                .toList();
    }
}
