package io.margay.model.parse.calico;

import io.margay.model.net.Cidr;
import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Resource;
import java.util.ArrayList;

/// Reads NetworkSet and GlobalNetworkSet. Bits after a net's prefix are cleared; an address stands for itself.
record NetworkSetParser(Kind kind) implements KindParser {
    private static final String NAMESPACE_LABEL = "projectcalico.org/namespace";

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        if (metadata.labels().value(NAMESPACE_LABEL) != null) {
            root.problem("metadata.labels." + NAMESPACE_LABEL, "is Calico's own label, must not be set");
        }
        var spec = CalicoParsers.spec(root);
        var nets = new ArrayList<Cidr>();
        Items.texts(
                spec,
                "nets",
                (place, text) -> Cidr.parse(text)
                        .ifPresentOrElse(
                                nets::add,
                                () -> spec.problem(
                                        place, "must be a CIDR or an address, is " + CalicoNames.quoted(text))));
        spec.finish();
        return kind == Kind.NETWORK_SET ? new NetworkSet(metadata, nets) : new GlobalNetworkSet(metadata, nets);
    }
}
