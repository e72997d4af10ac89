package io.margay.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.source.Inventory;
import io.margay.index.intern.Sorted;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class NewEndpointsTest {
    private final NewEndpoints endpoints = new NewEndpoints();
    private final Holder web = holder();

    @Test
    void oneThatComesIsOfferedOnce() {
        endpoints.heard(change(1, List.of(web), List.of()), Set.of(), 7);
        assertThat(endpoints.offered(Sorted.empty())).isEmpty();
        endpoints.heard(change(2, List.of(web), List.of()), Set.of(), 9);
        assertThat(endpoints.offered(of(web.key()))).as("since the first time").containsExactly(7L);
        assertThat(endpoints.offered(of(web.key()))).isEmpty();
    }

    @Test
    void whatIsListedIsKnownOrGoesIsNotNew() {
        endpoints.heard(change(0, List.of(web), List.of()), Set.of(), 1);
        endpoints.heard(change(1, List.of(web), List.of()), Set.of(web.key()), 2);
        assertThat(endpoints.offered(of(web.key()))).isEmpty();
        endpoints.heard(change(2, List.of(web), List.of()), Set.of(), 3);
        endpoints.heard(change(3, List.of(), List.of(web.key())), Set.of(), 4);
        assertThat(endpoints.offered(of(web.key()))).isEmpty();
    }

    private static EndpointsChange change(long previous, List<Holder> changed, List<ResourceKey> gone) {
        return new EndpointsChange("n1", previous, previous + 1, changed, gone);
    }

    private static Sorted<ResourceKey, String> of(ResourceKey key) {
        var all = new TreeMap<ResourceKey, String>();
        all.put(key, "rules");
        return Sorted.of(all);
    }

    private static Holder holder() {
        var inventory = new Inventory(1, 0);
        inventory.changed(Cluster.of(POD).resources().stream()
                .<Change>map(Change.Upserted::new)
                .toList());
        return inventory.listed("n1").changed().getFirst();
    }

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: shop, name: web}
            spec: {nodeName: n1}
            status: {podIP: 10.0.0.1}
            """;
}
