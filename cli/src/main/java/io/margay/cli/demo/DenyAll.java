package io.margay.cli.demo;

import io.margay.cli.input.InputReader;
import io.margay.model.resource.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A policy that lets no workload say or hear anything, where no other policy does.
final class DenyAll {
    private static final String TEXT = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: demo-deny-all}
            spec:
              namespaceSelector: all()
              types: [Ingress, Egress]
            """;

    private DenyAll() {}

    /// It.
    static Resource policy() {
        var in = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
        return InputReader.read(List.of("-"), in).resources().getFirst();
    }
}
