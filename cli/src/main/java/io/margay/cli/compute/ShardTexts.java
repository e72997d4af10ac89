package io.margay.cli.compute;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.margay.actors.view.SharedViews;
import io.margay.model.ruleset.AddressSet;
import java.util.HashMap;
import java.util.Map;

/// Names that what is printed of nodes repeats, made once each. For the nodes of one moment, and for one thread.
final class ShardTexts {
    private final SharedViews shared;
    private final Map<Integer, SerializableString> policies = new HashMap<>();
    private final Map<AddressSet, SerializableString> sets = new HashMap<>();

    ShardTexts(SharedViews shared) {
        this.shared = shared;
    }

    /// `NetworkPolicy/shop/redis`, of a policy's number.
    SerializableString policy(int number) {
        return policies.computeIfAbsent(
                number, it -> new SerializedString(shared.policy(it).ref()));
    }

    /// The id of a set.
    SerializableString set(AddressSet set) {
        return sets.computeIfAbsent(set, it -> new SerializedString(it.id().text()));
    }
}
