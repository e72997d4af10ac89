package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.resource.Kind;
import java.util.List;
import java.util.regex.Pattern;

/// The names of policies, which begin with their tier's: `security.deny-all`; bare only in tier `default`.
///
/// Names that Calico makes up for what comes from elsewhere (`knp.default.…`, `ossg.…`) are exempt.
/// Source: Calico's `libcalico-go/lib/names` and validator, v3.31.
final class PolicyNames {
    /// The tier of a policy that names none.
    static final String DEFAULT_TIER = "default";

    private static final String KUBERNETES_PREFIX = "knp.default.";
    private static final String OPENSTACK_PREFIX = "ossg.";
    private static final List<String> MADE_UP_PREFIXES = List.of(
            KUBERNETES_PREFIX, OPENSTACK_PREFIX, "kanp.adminnetworkpolicy.", "kbanp.baselineadminnetworkpolicy.");
    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(?:\\." + LABEL + ")*";
    private static final Pattern ONE_DOT = Pattern.compile("(?:" + LABEL + "\\.)?" + LABEL);
    private static final Pattern MADE_UP = Pattern.compile("(?:knp|ossg)\\.default\\." + SUBDOMAIN);

    private PolicyNames() {}

    /// The tier that a policy names, or the default one.
    static String tier(Fields spec) {
        var tier = CalicoNames.subdomain(spec, "tier");
        return tier.isEmpty() ? DEFAULT_TIER : tier;
    }

    /// Reports a policy's name that is not one for its tier. That either is no name at all is reported elsewhere.
    static void check(Fields root, Kind kind, String name, String tier) {
        if (Names.subdomainProblem(name) != null || Names.subdomainProblem(tier) != null) {
            return;
        }
        if (!hasForm(name, kind.namespaced())) {
            root.problem(
                    "metadata.name",
                    "must be a name such as web or " + DEFAULT_TIER + ".web, with one dot at most, is "
                            + CalicoNames.quoted(name));
        } else if (kind == Kind.STAGED_NETWORK_POLICY && name.startsWith(KUBERNETES_PREFIX)) {
            root.problem("metadata.name", "must not begin with " + KUBERNETES_PREFIX);
        } else if (!fitsTier(name, tier)) {
            root.problem(
                    "metadata.name",
                    "must begin with the name of its tier, as " + tier + "." + bare(name) + ", is "
                            + CalicoNames.quoted(name));
        }
    }

    private static boolean hasForm(String name, boolean namespaced) {
        return ONE_DOT.matcher(name).matches()
                || (namespaced && MADE_UP.matcher(name).matches());
    }

    private static boolean fitsTier(String name, String tier) {
        if (MADE_UP_PREFIXES.stream().anyMatch(name::startsWith)) {
            return true;
        }
        return name.indexOf('.') < 0 ? tier.equals(DEFAULT_TIER) : name.startsWith(tier + ".");
    }

    private static String bare(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
