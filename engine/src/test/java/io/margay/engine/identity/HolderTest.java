package io.margay.engine.identity;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.networkSet;
import static io.margay.engine.Cluster.node;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Pod;
import io.margay.model.ruleset.Population;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HolderTest {
    private static final String WEB = pod("shop/web", "10.0.0.1", "app: web", "{name: http, containerPort: 80}");

    @Test
    void aPodHasTheLabelsAndProfilesOfItsNamespaceAndServiceAccount() {
        var holder = holder(WEB.replace("nodeName", "serviceAccountName: clerk, nodeName"))
                .orElseThrow();
        assertThat(holder.fingerprint().labels())
                .isEqualTo(Labels.of(
                        "app", "web",
                        "projectcalico.org/namespace", "shop",
                        "projectcalico.org/orchestrator", "k8s",
                        "projectcalico.org/serviceaccount", "clerk"));
        assertThat(holder.fingerprint().profiles()).containsExactly("kns.shop", "ksa.shop.clerk");
        assertThat(holder.fingerprint().ports()).containsExactly(new NamedPort("http", Protocol.TCP, 80));
        assertThat(holder.node()).isEqualTo("n1");
        assertThat(holder.addresses()).hasToString("[10.0.0.1/32]");
        assertThat(holder.isEndpoint()).isTrue();
    }

    @Test
    void replicasShareAFingerprint() {
        var other = WEB.replace("shop/web", "shop/web-2").replace("10.0.0.1", "10.0.0.2");
        assertThat(fingerprint(other)).isSameAs(fingerprint(WEB));
    }

    /// A label that Calico gives to the pods of an account is as any other label on a pod that has no account.
    @Test
    void podsThatDifferInAnythingShareNoFingerprint() {
        var plain = pod("shop/web", "10.0.0.1", "app: web");
        var texts = List.of(
                plain,
                WEB,
                plain.replace("shop", "mall"),
                plain.replace("app: web", "app: web, tier: front"),
                plain.replace("app: web", "app: web, projectcalico.org/namespace: mall"),
                plain.replace("app: web", "app: web, projectcalico.org/serviceaccount: clerk"),
                plain.replace("app: web", "app: web, pcns.team: a"),
                plain.replace("nodeName", "serviceAccountName: clerk, nodeName"));
        var fingerprints = texts.stream().map(HolderTest::fingerprint).toList();
        for (var text : texts) {
            var pod = (Pod) Cluster.of(text).resources().getFirst();
            var same = fingerprints.stream().filter(each -> PodFingerprints.isOf(each, pod));
            assertThat(same).allMatch(fingerprint(text)::equals);
        }
        assertThat(Set.copyOf(fingerprints)).hasSize(texts.size() - 2);
    }

    @Test
    void aPodsInterfaceIsNamedAsCalicoNamesIt() {
        assertThat(holder(WEB).orElseThrow().interfaceName()).matches("cali[0-9a-f]{11}");
    }

    @Test
    void labelsThatOnlyNamespacesHandDownAreNoOnesOwn() {
        var holder = holder(pod("shop/web", "10.0.0.1", "pcns.team: a, pcsa.level: '1', app: web"))
                .orElseThrow();
        assertThat(holder.fingerprint().labels().has("pcns.team")).isFalse();
        assertThat(holder.fingerprint().labels().has("pcsa.level")).isFalse();
        assertThat(holder.fingerprint().labels().has("app")).isTrue();
    }

    @Test
    void podsThatAreNoEndpointsHoldNothing() {
        assertThat(holder(WEB.replace("Running", "Succeeded"))).isEmpty();
        assertThat(holder(WEB.replace("Running", "Failed"))).isEmpty();
        assertThat(holder(WEB.replace("nodeName: n1", "nodeName: n1, hostNetwork: true")))
                .isEmpty();
        assertThat(holder(WEB.replace("nodeName: n1, ", ""))).isEmpty();
    }

    @Test
    void aScheduledPodWithoutAddressIsAHolderAlready() {
        var holder = holder(WEB.replace("phase: Running, podIP: \"10.0.0.1\"", "phase: Pending"))
                .orElseThrow();
        assertThat(holder.addresses()).isEmpty();
        assertThat(holder.isEndpoint()).isTrue();
    }

    @Test
    void aNetworkSetBelongsToItsNamespace() {
        var holder = holder(networkSet("NetworkSet", "shop/office", "a: b", "192.0.2.0/24"))
                .orElseThrow();
        assertThat(holder.fingerprint().labels()).isEqualTo(Labels.of("a", "b", "projectcalico.org/namespace", "shop"));
        assertThat(holder.fingerprint().profiles()).containsExactly("kns.shop");
        assertThat(holder.isEndpoint()).isFalse();
    }

    @Test
    void aGlobalNetworkSetBelongsToNobody() {
        var holder = holder(networkSet("GlobalNetworkSet", "office", "a: b", "192.0.2.0/24"))
                .orElseThrow();
        assertThat(holder.fingerprint().labels()).isEqualTo(Labels.of("a", "b"));
        assertThat(holder.fingerprint().profiles()).isEmpty();
    }

    @Test
    void aHostEndpointHoldsTheAddressesItExpects() {
        var holder = holder(calico("HostEndpoint", "h", """
        {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1], profiles: [p]}""")).orElseThrow();
        assertThat(holder.fingerprint().kind()).isEqualTo(Fingerprint.Kind.HOST);
        assertThat(holder.fingerprint().profiles()).containsExactly("p");
        assertThat(holder.addresses()).hasToString("[192.0.2.1/32]");
        assertThat(holder.isEndpoint()).isTrue();
    }

    @Test
    void aNodeIsFoundAmongNodesOnly() {
        var holder = holder(node("n1", "192.0.2.1", "zone: z", "{}")).orElseThrow();
        assertThat(holder.fingerprint().population()).isEqualTo(Population.NODES);
        assertThat(holder.fingerprint().labels()).isEqualTo(Labels.of("zone", "z"));
    }

    private static Fingerprint fingerprint(String yaml) {
        return holder(yaml).orElseThrow().fingerprint();
    }

    private static Optional<Holder> holder(String yaml) {
        return Holder.of(Cluster.of(yaml).resources().getFirst());
    }
}
