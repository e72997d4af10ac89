package io.margay.engine.simulation;

import io.margay.model.update.Part;
import io.margay.model.update.Update;
import java.util.Map;
import java.util.TreeMap;

/// What a simulation did, counted: so that work for what does not concern anybody shows.
final class Work {
    /// How often each node was woken for a version.
    final Map<String, Integer> advances = new TreeMap<>();

    /// Records told, by node.
    final Map<String, Integer> records = new TreeMap<>();

    /// Addresses of which it was told that their owners ended, by node.
    final Map<String, Integer> ended = new TreeMap<>();

    int delivered;
    int ruleSets;
    int meanings;
    int refused;

    /// Updates that replace all that a host held.
    int replacements;

    void clear() {
        advances.clear();
        records.clear();
        ended.clear();
        delivered = 0;
        ruleSets = 0;
        meanings = 0;
        refused = 0;
        replacements = 0;
    }

    void sent(Update update, long held) {
        replacements += update.base() == 0 && held > 0 ? 1 : 0;
        int count = 0;
        for (var shared : update.parts()) {
            end(update.node(), shared.part());
            count += switch (shared.part()) {
                case Part.Moves(var moves, var _) -> moves.size();
                case Part.Identities(var identities) -> identities.size();
                case Part.MemberChange _, Part.SetContents _, Part.PolicyContents _ -> 1;
                case Part.ProfileContents _, Part.EndpointContents _, Part.Gone _ -> 1;
            };
        }
        records.merge(update.node(), count, Integer::sum);
    }

    private void end(String node, Part part) {
        if (part instanceof Part.Moves(var _, var addresses) && !addresses.isEmpty()) {
            ended.merge(node, addresses.size(), Integer::sum);
        }
    }
}
