package io.margay.cli.compute;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.margay.engine.transaction.ShardView;
import io.margay.model.ruleset.AddressSet;
import java.util.HashMap;
import java.util.Map;

/// Names that what is printed of nodes repeats, made once each. For the nodes of one moment, and for one thread.
final class ShardTexts {
    private final ShardView shard;
    private final Map<Integer, SerializableString> policies = new HashMap<>();
    private final Map<AddressSet, SerializableString> sets = new HashMap<>();

    ShardTexts(ShardView shard) {
        this.shard = shard;
    }

    /// `NetworkPolicy/shop/redis`, of a policy's number.
    SerializableString policy(int number) {
        return policies.computeIfAbsent(
                number,
                it -> new SerializedString(shard.policy(it).rules().key().ref()));
    }

    /// The id of a set.
    SerializableString set(AddressSet set) {
        return sets.computeIfAbsent(set, it -> new SerializedString(it.id().text()));
    }
}
