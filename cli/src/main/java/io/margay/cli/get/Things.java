package io.margay.cli.get;

import io.margay.cli.server.Question.Topic;
import io.margay.model.parse.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a user calls things: a topic, and which kinds of it (empty: all).
public record Things(Topic topic, Set<String> kinds) {
    /// What may be written.
    public static final String WORDS = "use nodes, endpoints (wep, hep), policies (np, gnp), selectors or rulesets";

    private static final Map<String, Things> SHORT = Map.of(
            "no", new Things(Topic.NODES, Set.of()),
            "ep", new Things(Topic.ENDPOINTS, Set.of()),
            "wep", new Things(Topic.ENDPOINTS, Set.of("Pod", "WorkloadEndpoint")),
            "hep", new Things(Topic.ENDPOINTS, Set.of("HostEndpoint")),
            "policy", new Things(Topic.POLICIES, Set.of()),
            "np", new Things(Topic.POLICIES, Set.of("NetworkPolicy")),
            "gnp", new Things(Topic.POLICIES, Set.of("GlobalNetworkPolicy")));

    public Things {
        kinds = Set.copyOf(kinds);
    }

    /// What is meant by a word: the topic, in the singular or plural, or a short name. Empty for anything else.
    public static Optional<Things> named(String word) {
        for (var topic : Topic.values()) {
            if (word.equals(topic.word()) || (word + "s").equals(topic.word())) {
                return Optional.of(new Things(topic, Set.of()));
            }
        }
        return Optional.ofNullable(SHORT.get(word));
    }

    /// Whether an item is one of them.
    public boolean isOne(Value.Mapping item) {
        return kinds.isEmpty()
                || (item.fields().get("kind") instanceof Value.Text(var _, var kind) && kinds.contains(kind));
    }
}
