package io.margay.model.ruleset;

/// What names an [AddressSet]: equal sets have equal ids, on every shard and host.
///
/// Source: `docs/semantics.md`, "Sets"; the ids of selectors are Calico's.
public record SetId(String text) implements Comparable<SetId> {
    @Override
    public int compareTo(SetId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
