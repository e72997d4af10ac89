package io.margay.cli.compute;

import io.margay.actors.view.Classes;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.IntConsumer;

/// Prints nodes as a table: a line a node, columns as wide as they need.
public final class NodeTable {
    private static final List<String> HEADER =
            List.of("NODE", "ENDPOINTS", "POLICIES", "IDENTITIES", "CLASSES", "IP SETS", "MEMBERS");
    private static final String NOT_COUNTED = "-";

    private final SetMembers members;
    private final Optional<Classes> classes;

    private NodeTable(SetMembers members, Optional<Classes> classes) {
        this.members = members;
        this.classes = classes;
    }

    /// Prints all nodes, which are of one moment, without counting their classes.
    public static void print(List<NodeView> nodes, SetMembers members, PrintWriter out) {
        new NodeTable(members, Optional.empty()).print(nodes, out);
    }

    /// Prints all nodes, which are of one moment, with their classes.
    public static void print(List<NodeView> nodes, Classes classes, PrintWriter out) {
        new NodeTable(classes.members(), Optional.of(classes)).print(nodes, out);
    }

    private void print(List<NodeView> nodes, PrintWriter out) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        nodes.forEach(node -> rows.add(row(node)));
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
        out.flush();
    }

    private List<String> row(NodeView node) {
        var memberCount = new long[1];
        node.setNumbers().forEach((IntConsumer) set -> memberCount[0] += members.count(set));
        return List.of(
                node.node(),
                Integer.toString(node.endpointCount()),
                Integer.toString(node.policyCount()),
                Integer.toString(node.identities()),
                classes.map(it -> Long.toString(it.count(node))).orElse(NOT_COUNTED),
                Integer.toString(node.setNumbers().getCardinality()),
                Long.toString(memberCount[0]));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder(row.getFirst())
                .append(" ".repeat(widths[0] - row.getFirst().length()));
        for (int i = 1; i < row.size(); i++) {
            line.append("  ")
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(row.get(i));
        }
        return line.toString();
    }
}
