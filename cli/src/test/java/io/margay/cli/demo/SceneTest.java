package io.margay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.input.InputReader;
import io.margay.engine.verdict.Evaluator;
import io.margay.model.net.Ip;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneTest {
    private static final String TWO = """
            {apiVersion: v1, kind: Namespace, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: n1},
             status: {addresses: [{type: InternalIP, address: 172.20.0.1}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: idle}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: one, namespace: a}
            spec: {nodeName: n1, containers: [{name: c, ports: [{containerPort: 80, name: http}]}]}
            status: {podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: two, namespace: a}
            spec: {nodeName: n2, containers: [{name: c}]}
            status: {podIPs: [{ip: 10.0.0.2}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: waiting, namespace: a}
            spec: {nodeName: n2, containers: [{name: c}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: http, namespace: a}
            spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}
            """;

    @Test
    void nodesWithWorkloadsAndWorkloadsWithAddressesTakePart() {
        var scene = Scene.of(resources());
        assertThat(scene.workloads())
                .extracting(workload -> workload.key().path())
                .containsExactly("a/one", "a/two");
        assertThat(scene.hosts()).extracting(Scene.Host::name).containsExactly("n1", "n2");
        assertThat(scene.hosts().getFirst().addresses())
                .startsWith(Ip.parse("172.20.0.1").orElseThrow())
                .hasSize(2);
        assertThat(scene.hosts().getLast().addresses()).hasSize(2);
    }

    @Test
    void aPairIsAskedOverTheVersionsThatBothHave() {
        var questions = Question.all(Scene.of(resources()));
        assertThat(questions)
                .extracting(question -> question.sender().key().name() + " " + question.service())
                .containsExactly("one TCP 7777", "one UDP 7777", "two TCP 80", "two TCP 7777", "two UDP 7777");
    }

    @Test
    void theEvaluatorSaysWhatIsExpected() {
        var evaluator = Evaluator.of(resources());
        var allowed = Question.all(Scene.of(resources())).stream()
                .filter(question -> question.isAllowed(evaluator))
                .toList();
        assertThat(allowed)
                .extracting(question -> question.service().toString())
                .containsExactly("TCP 80");
    }

    static List<io.margay.model.resource.Resource> resources() {
        var in = new ByteArrayInputStream(TWO.getBytes(StandardCharsets.UTF_8));
        return InputReader.read(List.of("-"), in).resources();
    }
}
