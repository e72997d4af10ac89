package io.margay.cli.agent;

import io.margay.cli.get.ItemPrinter;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints one endpoint for people: what looks at its packets, in order, with counters; a table a direction.
public final class EndpointPage {
    private static final List<String> COLUMNS =
            List.of("tier", "policy", "rule", "action", "packets", "bytes", "source");

    private EndpointPage() {}

    /// Prints what `AgentQuestion.Show` of one is answered with.
    public static void print(Value.Mapping endpoint, PrintWriter out) {
        var released = text(endpoint, "released");
        out.println(text(endpoint, "endpoint") + ": interface " + text(endpoint, "interface") + ", addresses "
                + String.join(
                        ", ",
                        items(endpoint, "addresses").stream()
                                .map(JsonText::plain)
                                .toList())
                + (released.isEmpty() ? "" : "; RELEASED since " + released + ": none of this is looked at"));
        for (var direction : List.of("ingress", "egress")) {
            var rows = rows(endpoint, direction);
            if (!rows.isEmpty()) {
                out.println();
                out.println(direction);
                ItemPrinter.TABLE.print(COLUMNS, rows, out);
            }
        }
        out.println();
        out.println(
                "Counters of a policy's rules are those of all endpoints here that have the policy; the others are this"
                        + " endpoint's alone.");
        out.flush();
    }

    /// What looks at its packets in a direction, `ingress` or `egress`, in order: each with `tier`, `policy`, `rule`,
    /// `action`, `packets`, `bytes`, `source`, as far as it has them.
    public static List<Value.Mapping> rows(Value.Mapping endpoint, String direction) {
        return endpoint.fields().get(direction) instanceof Value.Mapping side ? rows(side) : List.of();
    }

    private static List<Value.Mapping> rows(Value.Mapping side) {
        var rows = new ArrayList<Value.Mapping>();
        addTiers(items(side, "untracked"), ", untracked", rows);
        addTiers(items(side, "preDnat"), ", before DNAT", rows);
        rows.add(row("", "", side.fields().get("known")));
        addTiers(items(side, "tiers"), "", rows);
        items(side, "profiles").forEach(profile -> rows.add(row("", "Profile/" + text(profile, "profile"), profile)));
        rows.add(row("", "", side.fields().get("rest")));
        addTiers(items(side, "forward"), ", forwarded", rows);
        return rows;
    }

    /// @param stage of a host endpoint's, behind the tier's name; empty for the normal one
    private static void addTiers(List<Value> tiers, String stage, List<Value.Mapping> rows) {
        for (var tier : tiers) {
            var name = text(tier, "tier") + stage;
            items(tier, "policies").forEach(policy -> addPolicy(name, policy, rows));
            rows.add(
                    row(name, "", tier instanceof Value.Mapping it ? it.fields().get("end") : null));
        }
    }

    private static void addPolicy(String tier, Value policy, List<Value.Mapping> rows) {
        var name = text(policy, "policy");
        var rules = items(policy, "rules");
        if (rules.isEmpty()) {
            rows.add(row(tier, name, null));
        }
        rules.forEach(rule -> rows.add(row(tier, name, rule)));
    }

    private static Value.Mapping row(String tier, String policy, @Nullable Value counted) {
        var row = new JsonObject().text("tier", tier).text("policy", policy);
        if (counted instanceof Value.Mapping object) {
            COLUMNS.forEach(column -> row.value(column, object.fields().get(column)));
        }
        return row.text("rule", counted == null ? "no rules" : null).done();
    }

    private static String text(Value object, String field) {
        var value = object instanceof Value.Mapping mapping ? mapping.fields().get(field) : null;
        return value == null ? "" : JsonText.plain(value);
    }

    private static List<Value> items(Value object, String field) {
        return object instanceof Value.Mapping mapping
                        && mapping.fields().get(field) instanceof Value.Sequence(var _, var items)
                ? items
                : List.of();
    }
}
