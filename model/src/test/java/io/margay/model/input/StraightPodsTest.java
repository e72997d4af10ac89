package io.margay.model.input;

import static io.margay.model.input.TwoWays.straight;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.Seeded;
import io.margay.model.resource.Pod;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Pod on a line of JSON is read without a tree to what it is read to with one.
class StraightPodsTest {
    /// As an API server has it, in a cluster with Calico's network plugin.
    private static final String REAL = """
        {"apiVersion":"v1","kind":"Pod","metadata":{
        "annotations":{"cni.projectcalico.org/containerID":"8d8c","cni.projectcalico.org/podIP":"10.0.0.7/32",
        "cni.projectcalico.org/podIPs":"10.0.0.7/32,fd00::7/128","kubernetes.io/config.seen":"2026-01-01T00:00:00Z"},
        "creationTimestamp":"2026-01-01T00:00:00Z","generateName":"cart-5d4f-","generation":1,
        "labels":{"app.kubernetes.io/name":"cart","pod-template-hash":"5d4f","tier":"front"},
        "managedFields":[{"apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{}}},
        "f:status":{"f:conditions":{"k:{\\"type\\":\\"Ready\\"}":{".":{},"f:status":{}}}}},"manager":"kubelet",
        "operation":"Update","subresource":"status","time":"2026-01-01T00:00:00Z"}],
        "name":"cart-5d4f-x7k2p","namespace":"shop",
        "ownerReferences":[{"apiVersion":"apps/v1","blockOwnerDeletion":true,"controller":true,"kind":"ReplicaSet",
        "name":"cart-5d4f","uid":"0b4c"}],"resourceVersion":"4711","uid":"6ba7"},
        "spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
        {"matchExpressions":[{"key":"zone","operator":"In","values":["a","b"]}]}]}}},
        "containers":[{"args":["--port=8080","\\u0061\\n"],"env":[{"name":"A","value":"b"},{"name":"IP","valueFrom":
        {"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}}],"image":"registry/cart:1.2.3",
        "imagePullPolicy":"IfNotPresent","livenessProbe":{"httpGet":{"path":"/","port":"http","scheme":"HTTP"},
        "periodSeconds":10},"name":"cart","ports":[{"containerPort":8080,"name":"http","protocol":"TCP"},
        {"containerPort":9090,"hostIP":"10.9.9.9","hostPort":9090,"protocol":"TCP"},{"containerPort":53,"name":"dns",
        "protocol":"UDP"}],"resources":{"limits":{"cpu":"1","memory":"1Gi"}},"terminationMessagePath":"/dev/log",
        "volumeMounts":[{"mountPath":"/var/run","name":"token","readOnly":true}]},{"image":"proxy","name":"proxy"}],
        "dnsPolicy":"ClusterFirst","enableServiceLinks":true,"hostNetwork":false,
        "initContainers":[{"image":"init","name":"init","ports":[{"containerPort":1,"name":"early"}]}],
        "nodeName":"node-1","preemptionPolicy":"PreemptLowerPriority","priority":0,"restartPolicy":"Always",
        "schedulerName":"default-scheduler","securityContext":{},"serviceAccount":"robot",
        "serviceAccountName":"robot","terminationGracePeriodSeconds":30,"tolerations":[{"effect":"NoExecute",
        "key":"node.kubernetes.io/not-ready","operator":"Exists","tolerationSeconds":300}],"volumes":[{"name":"token",
        "projected":{"defaultMode":420,"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}}]}}]},
        "status":{"conditions":[{"lastProbeTime":null,"lastTransitionTime":"2026-01-01T00:00:00Z","status":"True",
        "type":"Ready"}],"containerStatuses":[{"containerID":"c://1","image":"registry/cart:1.2.3","lastState":{},
        "name":"cart","ready":true,"restartCount":0,"started":true,"state":{"running":{"startedAt":"x"}}}],
        "hostIP":"192.168.0.1","hostIPs":[{"ip":"192.168.0.1"}],"phase":"Running","podIP":"10.0.0.7",
        "podIPs":[{"ip":"10.0.0.7"},{"ip":"fd00::7"}],"qosClass":"BestEffort","startTime":"2026-01-01T00:00:00Z"}}
        """.replace("\n", "");

    private static final String PLAIN = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"app":"cart","tier":"front"},"name":"cart","namespace":"shop"},\
        "spec":{"containers":[{"name":"app","ports":[{"containerPort":80,"name":"http","protocol":"TCP"}]}],\
        "nodeName":"node-1","serviceAccountName":"robot"},\
        "status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}}""";

    @Test
    void aPodOfAnApiServerNeedsNoTree() {
        assertThat(straight(REAL)).isEqualTo(1);

        var pod = Parsing.one(REAL, Pod.class);
        assertThat(pod.ips()).hasSize(2);
        assertThat(pod.ports()).hasSize(3);
        assertThat(pod.metadata().where().line()).isEqualTo(1);
    }

    @Test
    void podsAsOfTheExamplesAndOfGeneratedSetsNeedNoTree() {
        assertThat(straight("""
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-0000"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"app":"app-2","pod-template-hash":"h0","role":"role-0","version":"v0"},"name":"pod-1","namespace":"ns-3"},"spec":{"containers":[{"image":"img","name":"c","ports":[{"containerPort":8080,"name":"http","protocol":"TCP"},{"containerPort":5353,"name":"dns","protocol":"UDP"}]}],"nodeName":"node-0000","serviceAccountName":"sa-0"},"status":{"phase":"Running","podIP":"10.0.0.2","podIPs":[{"ip":"10.0.0.2"},{"ip":"fd00:0::2"}]}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"app":"app-5","extra":"x1","pod-template-hash":"h0","role":"role-0","version":"v1"},"name":"pod-41","namespace":"ns-3"},"spec":{"containers":[{"image":"img","name":"c"}],"nodeName":"node-0003"},"status":{"phase":"Running","podIP":"10.0.3.6"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"app-1":"scale-1"},"name":"pod1","namespace":"vh2d9r75","uid":"434b9ac6"},"spec":{"nodeName":"Node-284"},"status":{"phase":"Running","podIP":"6.78.48.57","podIPs":[{"ip":"6.78.48.57"}]}}
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-0", "namespace": "shop", "labels": {"tier": "front", "app": "web"}}, "spec": {"nodeName": "node-1", "hostNetwork": true, "initContainers": [{"name": "init"}], "containers": [{"ports": [{"name": "http", "containerPort": 8080}]}]}, "status": {"phase": "Running", "podIP": "10.0.1.1"}}
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"new","namespace":"shop","deletionTimestamp":"2026-01-01T00:00:00Z","labels":{}}}
            {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "new-2", "namespace": "shop"}, "spec": {}, "status": {}}
            """)).isEqualTo(6);
        assertThat(straight("\uFEFF" + PLAIN + "\r\n" + PLAIN.replace("\"cart\"", "\"cart-2\"") + " \t\r\n"))
                .isEqualTo(2);
    }

    @Test
    void replicasShareTheirLabels() {
        var pods = Parsing.parse(PLAIN + "\n"
                        + PLAIN.replace("\"name\":\"cart\"", "\"name\":\"cart-2\"") + "\n"
                        + PLAIN.replace("\"app\":\"cart\"", "\"app\":\"mart\"")
                                .replace("\"name\":\"cart\"", "\"name\":\"m\"")
                        + "\n")
                .resources();

        var first = pods.getFirst().metadata();
        assertThat(pods.get(1).metadata().labels()).isSameAs(first.labels());
        assertThat(pods.get(1).metadata().namespace()).isSameAs(first.namespace());
        assertThat(pods.get(1)).extracting("nodeName").isSameAs(((Pod) pods.getFirst()).nodeName());
        assertThat(pods.get(1)).extracting("ports").isSameAs(((Pod) pods.getFirst()).ports());
        assertThat(pods.get(2).metadata().labels()).hasToString("{app=mart, tier=front}");
    }

    /// What in `PLAIN` is replaced, and by what.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"app\":\"cart\" -> \"app\":\"\"",
                "\"app\":\"cart\" -> \"a b\":\"\\u00e4 \\ud83d\\ude00\"",
                "\"name\":\"cart\" -> \"name\":\"Odd_Näme\",\"generation\":1,\"generation\":2",
                "\"phase\":\"Running\" -> \"phase\":\"Odd\"",
                "\"nodeName\":\"node-1\", -> ",
                "\"serviceAccountName\":\"robot\" -> \"serviceAccount\":\"r\",\"serviceAccountName\":\"\"",
                "\"serviceAccountName\":\"robot\" -> \"hostNetwork\":true",
                "\"ports\":[ -> \"image\":1,\"image\":{},\"ports\":[",
                "\"protocol\":\"TCP\" -> \"protocol\":\"\"",
                "\"protocol\":\"TCP\" -> \"hostPort\":1,\"hostIP\":\"\"",
                "\"name\":\"http\",\"protocol\":\"TCP\" -> \"name\":\"\",\"protocol\":\"SMTP\"",
                "\"containerPort\":80,\"name\":\"http\" -> \"containerPort\":99999",
                "\"podIPs\":[{\"ip\":\"10.0.0.1\"}] -> \"podIPs\":[]",
                "\"podIPs\":[{\"ip\":\"10.0.0.1\"}] -> \"podIPs\":[{\"ip\":\"::1\"},{\"ip\":\"::1\"}]",
                "\"podIP\":\"10.0.0.1\" -> \"podIP\":\"nonsense\"",
                "\"podIP\":\"10.0.0.1\",\"podIPs\":[{\"ip\":\"10.0.0.1\"}] -> \"podIP\":\"\"",
                "\"podIP\":\"10.0.0.1\",\"podIPs\":[{\"ip\":\"10.0.0.1\"}] -> \"podIP\":\"fd00::1\"",
                "\"labels\": -> \"deletionTimestamp\":\"x\",\"annotations\":{\"cni.projectcalico.org/podIP\":\"10.0.0.9/32\"},\"labels\":",
                "\"labels\": -> \"annotations\":{\"a\":{},\"a\":1,\"cni.projectcalico.org/podIPs\":\"\"},\"labels\":",
                "\"spec\": -> \"spec2\":{\"items\":[{\"kind\":\"Pod\"}]},\"spec2\":null,\"spec\":",
                "\"app\":\"cart\",\"tier\":\"front\" -> \"tier\":\"front\",\"app\":\"cart\"",
            })
    void whatIsUnusualNeedsNoTree(String change) {
        assertThat(straight(changed(change))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\", -> {\"apiVersion\":\"v1\" ,\"kind\":\"Pod\",",
                "\"v1\" -> \"v2\"",
                "\"Pod\" -> \"PodList\"",
                "\"spec\": -> \"kind\":\"Node\",\"spec\":",
                "\"spec\": -> \"apiVersion\":\"v1\",\"spec\":",
                "\"spec\": -> \"items\":[{\"kind\":\"Node\"}],\"spec\":",
                "\"spec\": -> \"items\":{},\"spec\":",
                "\"spec\": -> \"spec\":{},\"spec\":",
                "\"spec\": -> \"status\":{},\"spec\":",
                "\"spec\": -> \"metadata\":{},\"spec\":",
                "\"metadata\": -> \"metadate\":",
                "\"labels\": -> \"labels\":{},\"labels\":",
                "\"app\":\"cart\" -> \"app\":\"cart\",\"app\":\"cart\"",
                "\"app\":\"cart\" -> \"app\":null",
                "\"app\":\"cart\" -> \"app\":1",
                "\"app\":\"cart\" -> \"app\":{}",
                "{\"app\":\"cart\",\"tier\":\"front\"} -> null",
                "{\"app\":\"cart\",\"tier\":\"front\"} -> []",
                "\"name\":\"cart\", -> ",
                "\"name\":\"cart\", -> \"name\":\"\",",
                "\"name\":\"cart\", -> \"name\":\"cart\",\"name\":\"mart\",",
                "\"name\":\"cart\", -> \"name\":7,",
                ",\"namespace\":\"shop\" -> ",
                "\"namespace\":\"shop\" -> \"namespace\":\"\"",
                "\"namespace\":\"shop\" -> \"namespace\":null",
                "\"labels\": -> \"annotations\":{\"cni.projectcalico.org/podIP\":\"\"},\"labels\":",
                "\"labels\": -> \"deletionTimestamp\":\"x\",\"annotations\":{\"cni.projectcalico.org/podIP\":\"\"},\"labels\":",
                "\"labels\": -> \"annotations\":{\"cni.projectcalico.org/podIP\":1},\"labels\":",
                "\"labels\": -> \"annotations\":null,\"labels\":",
                "\"labels\": -> \"annotations\":{},\"annotations\":{},\"labels\":",
                "\"labels\": -> \"deletionTimestamp\":\"x\",\"deletionTimestamp\":\"x\",\"labels\":",
                "\"labels\": -> \"deletionTimestamp\":[[]],\"labels\":",
                "\"nodeName\":\"node-1\" -> \"nodeName\":\"node-1\",\"nodeName\":\"node-1\"",
                "\"nodeName\":\"node-1\" -> \"nodeName\":null",
                "\"nodeName\":\"node-1\" -> \"hostNetwork\":\"true\"",
                "\"nodeName\":\"node-1\" -> \"hostNetwork\":true,\"hostNetwork\":false",
                "\"nodeName\":\"node-1\" -> \"containers\":[]",
                "\"nodeName\":\"node-1\" -> \"initContainers\":[],\"initContainers\":[]",
                "\"nodeName\":\"node-1\" -> \"initContainers\":[7]",
                "\"containers\": -> \"initContainers\":[{\"ports\":[{\"name\":\"a\",\"containerPort\":1}]}],\"containers\":",
                "\"ports\":[ -> \"ports\":[],\"ports\":[",
                "\"ports\":[ -> \"ports\":[null,",
                "\"ports\":[ -> \"ports\":[{\"foo\":1,\"foo\":2},",
                "\"containerPort\":80 -> \"containerPort\":0",
                "\"containerPort\":80 -> \"containerPort\":65536",
                "\"containerPort\":80 -> \"containerPort\":8e1",
                "\"containerPort\":80 -> \"containerPort\":\"80\"",
                "\"containerPort\":80 -> \"containerPort\":99999999999999999999",
                "\"containerPort\":80, -> ",
                "\"containerPort\":80 -> \"containerPort\":80,\"containerPort\":80",
                "\"containerPort\":80,\"name\":\"http\" -> \"containerPort\":0,\"containerPort\":0",
                "\"protocol\":\"TCP\" -> \"protocol\":\"tcp\"",
                "\"protocol\":\"TCP\" -> \"protocol\":\"TCP\",\"protocol\":\"TCP\"",
                "\"protocol\":\"TCP\" -> \"hostPort\":1,\"hostPort\":1",
                "\"phase\":\"Running\" -> \"phase\":1",
                "\"phase\":\"Running\" -> \"phase\":\"Running\",\"phase\":\"Running\"",
                "\"podIP\":\"10.0.0.1\" -> \"podIP\":\"10.0.0.1\",\"podIP\":\"10.0.0.1\"",
                "\"podIP\":\"10.0.0.1\" -> \"podIPs\":[]",
                "[{\"ip\":\"10.0.0.1\"}] -> [{\"ip\":\"10.0.0\"}]",
                "[{\"ip\":\"10.0.0.1\"}] -> [{\"ip\":\"10.0.0.1\",\"ip\":\"10.0.0.1\"}]",
                "[{\"ip\":\"10.0.0.1\"}] -> [{}]",
                "[{\"ip\":\"10.0.0.1\"}] -> [{\"ip\":\"10.0.0.1\",\"x\":1}]",
                "[{\"ip\":\"10.0.0.1\"}] -> [\"10.0.0.1\"]",
                "\"podIP\":\"10.0.0.1\",\"podIPs\":[{\"ip\":\"10.0.0.1\"}] -> \"podIP\":\"10.0.0.01\"",
                "[{\"ip\":\"10.0.0.1\"}]}} -> [{\"ip\":\"10.0.0.1\"}]}} {}",
                "[{\"ip\":\"10.0.0.1\"}]}} -> [{\"ip\":\"10.0.0.1\"}]}}}",
                "[{\"ip\":\"10.0.0.1\"}]}} -> [{\"ip\":\"10.0.0.1\"}]}",
                "\"robot\" -> \"robot\\x\"",
                "\"name\":\"app\" -> \"name\":\"app\\x\"",
                "\"name\":\"app\" -> \"name\":01",
            })
    void whatIsWrongOddOrElsewhereIsReadAsATree(String change) {
        assertThat(straight(changed(change))).isZero();
    }

    @Test
    void depthCountsWhereItIsReadOnly() {
        var deep = "[".repeat(200) + "]".repeat(200);

        assertThat(straight(PLAIN.replace("\"spec\":", "\"a\":" + deep + ",\"spec\":")))
                .isEqualTo(1);
        assertThat(straight(PLAIN.replace("\"labels\":", "\"deletionTimestamp\":" + deep + ",\"labels\":")))
                .isZero();
        assertThat(straight(PLAIN.replace("\"containerPort\":80", "\"containerPort\":80,\"a\":" + deep)))
                .isZero();
    }

    @Test
    void ofTwoPodsOfOneNameTheSecondIsRefused() {
        assertThat(straight(PLAIN + "\n" + PLAIN + "\n" + PLAIN.replace("\"kind\"", " \"kind\"") + "\n"))
                .isEqualTo(2);
    }

    @Test
    void manyLabelsAreReadInAnyOrder() {
        var labels = new StringBuilder("\"app\":\"cart\"");
        for (var i = 40; i > 0; i--) {
            labels.append(",\"key-").append(i).append("\":\"").append(i).append('"');
        }
        var pod = PLAIN.replace("\"app\":\"cart\"", labels);

        assertThat(straight(PLAIN + "\n" + pod.replace("\"name\":\"cart\"", "\"name\":\"many\"") + "\n" + pod))
                .isEqualTo(3);
        assertThat(straight(PLAIN.replace("\"app\":\"cart\"", labels.append(",\"key-7\":\"\""))))
                .isZero();
    }

    @Test
    @Timeout(300)
    void randomPodsAreReadBothWaysToTheSame() {
        var taken = new AtomicInteger();
        var lines = new AtomicInteger();
        Seeded.run(8_000, random -> check(random, taken, lines));

        assertThat(lines.get()).isGreaterThan(20_000);
        assertThat(taken.get()).isBetween(lines.get() / 4, 3 * lines.get() / 4);
    }

    @Test
    @Tag("slow")
    @Timeout(3_600)
    void manyMoreRandomPodsAreReadBothWaysToTheSame() {
        for (var seed = 8_000L; seed < 1_000_000; seed++) {
            Seeded.replay(seed, random -> check(random, new AtomicInteger(), new AtomicInteger()));
        }
    }

    private static void check(RandomGenerator random, AtomicInteger taken, AtomicInteger lines) {
        var text = PodText.lines(random);
        lines.addAndGet((int) text.lines().count());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        taken.addAndGet(straight(PodText.spoiled(random, bytes)));
    }

    private static String changed(String change) {
        var parts = change.split(" -> ", -1);
        assertThat(PLAIN).contains(parts[0]);
        return PLAIN.replaceFirst(Pattern.quote(parts[0]), Matcher.quoteReplacement(parts[1]));
    }
}
