package io.margay.cli.client;

import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Value.Mapping;
import io.margay.model.resource.Kind;
import java.util.List;

/// How an engine is, for people.
public final class StatusText {
    /// Of the table of members.
    public static final List<String> OF_MEMBER = List.of("member", "state", "sync", "nodes", "hosts", "awaited");

    /// Of the table of nodes.
    public static final List<String> OF_NODE =
            List.of("node", "member", "host", "revision", "age", "behind", "released", "failing", "drift", "failed");

    /// Of the table of nodes that lag.
    public static final List<String> OF_LAG = List.of("node", "since", "why");

    private StatusText() {}

    /// Lines of the table of members.
    public static List<Mapping> members(Mapping status) {
        return Words.objects(status, "members").stream()
                .map(member -> new JsonObject()
                        .text("member", Words.text(member, "address"))
                        .text("state", Words.text(member, "state"))
                        .text("sync", sync(member))
                        .text("nodes", Words.text(member, "nodes"))
                        .text("hosts", Words.text(member, "hosts"))
                        .value("awaited", member.fields().get("awaited"))
                        .done())
                .toList();
    }

    /// Lines of a table of nodes.
    public static List<Mapping> nodes(List<Mapping> nodes) {
        return nodes.stream()
                .map(node -> {
                    var line = new JsonObject().text("node", Words.text(node, "name"));
                    node.fields().forEach(line::value);
                    line.text("behind", Words.text(node, "behindSince"));
                    return line.done();
                })
                .toList();
    }

    /// `NetworkPolicy shop/redis: in force on 3 of 4 nodes`.
    public static String headline(Mapping policy) {
        return Words.name(policy) + ": " + standing(policy);
    }

    /// `in force on 3 of 4 nodes`.
    public static String standing(Mapping policy) {
        var nodes = Words.text(policy, "nodes");
        return nodes.equals("0")
                ? "no node has an endpoint that it selects"
                : "in force on " + Words.text(policy, "inForce") + " of " + nodes
                        + (nodes.equals("1") ? " node" : " nodes");
    }

    /// Whether resources of a kind are in force on nodes, one by one.
    public static boolean isPolicy(Kind kind) {
        return kind.word().endsWith("NetworkPolicy");
    }

    private static String sync(Mapping member) {
        return switch (Words.text(member, "inSync")) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> "does not answer";
        };
    }
}
