package io.margay.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.label.Labels;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Population;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final NamedPort HTTP = new NamedPort("http", Protocol.TCP, 80);
    private static final NamedPort DNS = new NamedPort("dns", Protocol.UDP, 53);

    @Test
    void equalContentHasOneIdWhateverTheOrderOfPorts() {
        assertThat(web(List.of(HTTP, DNS)).id())
                .isEqualTo(web(List.of(DNS, HTTP, DNS)).id());
    }

    @Test
    void theIdIsTheSameInEveryProcess() {
        assertThat(web(List.of(HTTP)).id().text()).isEqualTo("6jRv_MrIL5xlHmUnQe1EbQ");
    }

    @Test
    void eachPartTellsFingerprintsApart() {
        var web = web(List.of(HTTP));
        assertThat(List.of(
                        web.id(),
                        web(List.of()).id(),
                        new Fingerprint(Fingerprint.Kind.HOST, "shop", web.profiles(), web.labels(), web.ports()).id(),
                        new Fingerprint(web.kind(), "", web.profiles(), web.labels(), web.ports()).id(),
                        new Fingerprint(web.kind(), "shop", List.of("b", "a"), web.labels(), web.ports()).id(),
                        new Fingerprint(web.kind(), "shop", List.of("a,b"), web.labels(), web.ports()).id(),
                        new Fingerprint(web.kind(), "shop", web.profiles(), Labels.of("ap", "pweb"), web.ports()).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyNodesAreAmongNodes() {
        var node = new Fingerprint(Fingerprint.Kind.NODE, "", List.of(), Labels.EMPTY, List.of());
        assertThat(node.population()).isEqualTo(Population.NODES);
        assertThat(web(List.of()).population()).isEqualTo(Population.ENDPOINTS);
    }

    private static Fingerprint web(List<NamedPort> ports) {
        return new Fingerprint(Fingerprint.Kind.WORKLOAD, "shop", List.of("a", "b"), Labels.of("app", "web"), ports);
    }
}
