package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.parse.Names;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/// Reads HostEndpoint: an interface of a node by name, `*` for all, or by the addresses that it is expected to have.
final class HostEndpointParser implements KindParser {
    @Override
    public Resource parse(Fields root, Metadata metadata) {
        var spec = CalicoParsers.spec(root);
        var endpoint = new HostEndpoint(
                metadata,
                CalicoNames.subdomain(spec, "node"),
                CalicoNames.interfaceName(spec, "interfaceName"),
                Addresses.ips(spec, "expectedIPs"),
                profiles(spec),
                NamedPortReader.ofHost(spec));
        if (endpoint.interfaceName().isEmpty() && !Items.isSet(spec, "expectedIPs")) {
            root.problem("spec", "must have an interfaceName or expectedIPs");
        }
        CalicoParsers.require(root, spec, "node");
        spec.finish();
        return endpoint;
    }

    /// The names of an endpoint's profiles, in the order in which they are looked at.
    static List<String> profiles(Fields spec) {
        var profiles = new ArrayList<String>();
        Items.texts(spec, "profiles", (place, name) -> {
            CalicoNames.check(spec, place, Names.subdomainProblem(name));
            profiles.add(name);
        });
        return profiles;
    }
}
