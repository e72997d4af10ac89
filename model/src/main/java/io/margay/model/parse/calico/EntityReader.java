package io.margay.model.parse.calico;

import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.selector.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one side of a rule.
///
/// @param name `source` or `destination`
/// @param protocol the rule's; null where it has none
record EntityReader(String name, NetReader nets, @Nullable Protocol protocol, ServicesPlace services) {
    private static final List<String> NOT_BESIDE_SERVICES =
            List.of("selector", "notSelector", "namespaceSelector", "serviceAccounts", "nets", "notNets");

    /// The side of `rule`; any where it is absent.
    EntityRule read(Fields rule) {
        var side = rule.object(name);
        if (side == null) {
            return EntityRule.ANY;
        }
        var entity = new EntityRule(
                nets.nets(side),
                nets.notNets(side),
                SelectorReader.withoutGlobal(side, "selector"),
                SelectorReader.any(side, "notSelector"),
                SelectorReader.namespaces(side, "namespaceSelector"),
                ports(side, "ports"),
                ports(side, "notPorts"),
                serviceAccounts(side),
                service(side));
        side.finish();
        return entity;
    }

    private Ports ports(Fields side, String field) {
        var ports = PortReader.read(side, field);
        boolean written = !Items.of(side, field).isEmpty();
        if (written && (protocol == null || !protocol.hasPorts())) {
            side.problem(field, "needs the rule's protocol to be TCP, UDP or SCTP");
        }
        if (written && name.equals("destination") && side.has("services")) {
            side.problem(field, "must not stand beside services, which has ports of its own");
        }
        return ports;
    }

    private static @Nullable ServiceAccountMatch serviceAccounts(Fields side) {
        var match = side.object("serviceAccounts");
        if (match == null) {
            return null;
        }
        var names = match.texts("names");
        checkNames(match, names);
        var accounts = new ServiceAccountMatch(names, SelectorReader.any(match, "selector"));
        match.finish();
        return accounts;
    }

    /// Calico takes any text here; one that no selector can say would match nothing, or something else.
    private static void checkNames(Fields match, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (!Selector.isValue(names.get(i))) {
                match.problem("names[" + i + "]", "must be the name of a service account, is " + names.get(i));
            }
        }
    }

    private @Nullable ServiceMatch service(Fields side) {
        var match = side.object("services");
        if (match == null) {
            return null;
        }
        var service = new ServiceMatch(CalicoNames.subdomain(match, "namespace"), match.required("name"));
        if (!service.name().isEmpty()) {
            CalicoNames.check(match, "name", Names.subdomainProblem(service.name()));
        }
        checkPlace(match, service);
        for (var field : NOT_BESIDE_SERVICES) {
            if (stands(side, field)) {
                match.problem("must not stand beside " + field);
            }
        }
        match.finish();
        return service;
    }

    /// An empty field may stand beside services, but not an empty serviceAccounts: Calico refuses that, too.
    private static boolean stands(Fields side, String field) {
        return field.equals("serviceAccounts") ? side.has(field) : Items.isSet(side, field);
    }

    private void checkPlace(Fields match, ServiceMatch service) {
        switch (services) {
            case FORBIDDEN ->
                match.problem("can stand only in the source of an ingress rule or the destination of an egress rule");
            case GLOBAL -> {
                if (service.namespace().isEmpty()) {
                    match.problem("namespace", "is missing: a policy without a namespace must say the service's");
                }
            }
            case LOCAL -> {}
        }
    }
}
