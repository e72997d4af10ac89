package io.margay.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpdateFileTest {
    private static final String ADD = """
            {"op":"upsert","class":"ns-relabel","object":{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}}
            """;
    private static final String DELETE = """
            {"op":"delete","class":"policy-del","object":{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
            "metadata":{"namespace":"shop","name":"redis"}}}
            """;

    @Test
    void linesAreReadInOrder() throws IOException {
        var edits = read(ADD + "\n" + DELETE);
        assertThat(edits).extracting(Edit::changeClass).containsExactly("ns-relabel", "policy-del");
        assertThat(edits.getFirst().resource()).isNotNull();
        assertThat(edits.getLast())
                .isEqualTo(
                        Edit.deleted("policy-del", new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "shop", "redis")));
    }

    @Test
    void theLineThatIsWrongIsNamed() {
        assertThatThrownBy(() -> read(ADD + "{\"op\":\"replace\",\"class\":\"x\",\"object\":{}}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("updates:2: op must be upsert or delete");
        assertThatThrownBy(() -> read(ADD.replace("\"shop\"", "\"shop\",\"labels\":5")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("updates:1: ");
        assertThatThrownBy(() -> read(ADD.replace("Namespace", "Sandwich")))
                .hasMessageContaining("updates:1: is of a kind that Margay does not read");
    }

    @Test
    void whatIsThereAfterwardsIsTheLastOfEach() throws IOException {
        var edits = read(ADD
                + DELETE.replace("networking.k8s.io/v1", "v1")
                        .replace("NetworkPolicy", "Namespace")
                        .replace("\"namespace\":\"shop\",\"name\":\"redis\"", "\"name\":\"shop\""));
        assertThat(Edit.applied(List.of(), edits.subList(0, 1))).hasSize(1);
        assertThat(Edit.applied(List.of(), edits)).isEmpty();
    }

    private static List<Edit> read(String text) throws IOException {
        return UpdateFile.read("updates", new BufferedReader(new StringReader(text)));
    }
}
