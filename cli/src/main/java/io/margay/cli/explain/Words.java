package io.margay.cli.explain;

import java.util.regex.Pattern;

/// Reasons as somebody reads them who never heard of the labels that Calico and Margay put on endpoints.
final class Words {
    private static final String ORCHESTRATOR = "projectcalico.org/orchestrator == \"k8s\"";

    /// One condition in parentheses of its own, which need none.
    private static final Pattern LONE = Pattern.compile("(?<=[ (!])\\(([^()&|]* (?:[=!]=|in) [^()&|]*)\\)");

    /// "in", before a selector rather than a CIDR.
    private static final Pattern IN_SELECTOR =
            Pattern.compile(" is (not )?in (?=.*(?:[=!]= | in \\{|has\\(|all\\(\\)))");

    private Words() {}

    /// A reason without the condition that only says "a pod", and with namespaces' labels called so.
    static String plain(String reason) {
        var text = reason.replace(ORCHESTRATOR + " && ", "")
                .replace(" && " + ORCHESTRATOR, "")
                .replace(ORCHESTRATOR, "all()")
                .replace(" of all()", "")
                .replace("pcns.projectcalico.org/name", "namespace")
                .replace("projectcalico.org/namespace", "namespace")
                .replace("projectcalico.org/serviceaccount", "service account")
                .replace("pcns.", "namespace's ")
                .replace("pcsa.", "service account's ");
        var loosened = LONE.matcher(text).replaceAll("$1");
        return IN_SELECTOR.matcher(loosened).replaceFirst(" is $1one of ");
    }
}
