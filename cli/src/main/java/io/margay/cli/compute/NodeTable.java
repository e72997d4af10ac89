package io.margay.cli.compute;

import io.margay.actors.NodeView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Prints nodes as a table: a line a node, columns as wide as they need.
public final class NodeTable {
    private static final List<String> HEADER =
            List.of("NODE", "ENDPOINTS", "POLICIES", "IDENTITIES", "IP SETS", "MEMBERS");

    private NodeTable() {}

    /// Prints all nodes.
    public static void print(List<NodeView> nodes, SetMembers members, PrintWriter out) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        nodes.forEach(node -> rows.add(row(node, members)));
        var widths = new int[HEADER.size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
        out.flush();
    }

    private static List<String> row(NodeView node, SetMembers members) {
        var sets = node.sets();
        long memberCount = sets.stream().mapToLong(members::count).sum();
        return List.of(
                node.node(),
                Integer.toString(node.endpoints().size()),
                Integer.toString(node.policies().size()),
                Integer.toString(node.identities()),
                Integer.toString(sets.size()),
                Long.toString(memberCount));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder(row.getFirst());
        for (int i = 1; i < row.size(); i++) {
            var blanks = widths[i - 1] - (i == 1 ? row.getFirst().length() : 0);
            line.append(" ".repeat(i == 1 ? blanks : 0))
                    .append("  ")
                    .append(" ".repeat(widths[i] - row.get(i).length()));
            line.append(row.get(i));
        }
        return line.toString();
    }
}
