package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LenientTest {
    private static final String WRONG = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: wrong, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: b}}
              ingress: [{ports: [{port: 70000}]}]
            """;
    private static final String PODS = """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"shop","labels":{"app":"a"}},"spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.1"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"b","namespace":"shop","labels":{"app":"b"}},"spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.2"}}
            """;

    @TempDir
    Path folder;

    @Test
    void aPolicyInANamespaceThatCannotBeIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("wrong.json"), """
                {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"a","namespace":"\\ud800"}}
                """);
        Files.writeString(folder.resolve("pods.json"), PODS);
        var run = CommandRun.of("compute", "--lenient", "-f", folder.toString());
        assertThat(run.out()).contains("n1 ");
        assertThat(run.err()).contains("metadata.namespace").doesNotContain("Exception");
        assertThat(run.code()).isZero();
    }

    @Test
    void aWrongPolicyDeniesWhatItSelectsAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), WRONG);
        Files.writeString(folder.resolve("pods.json"), PODS);
        var probes = """
                {"id":"to b","from":"10.9.9.9","to":"pod:shop/b","protocol":"TCP","port":80,"expect":"deny"}
                {"id":"to a","from":"10.9.9.9","to":"pod:shop/a","protocol":"TCP","port":80,"expect":"allow"}
                """;
        var run =
                CommandRun.reading(probes, "probe", "--lenient", "-f", folder.toString(), "--probes", "-", "--expect");
        assertThat(run.out()).isEqualTo("2 probes, 0 wrong\n");
        assertThat(run.err()).contains("NetworkPolicy shop/wrong", "70000");
        assertThat(run.code()).isZero();
    }
}
