package io.margay.engine.node;

import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedProfile;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// The profiles of a node's endpoints, and the sets that policies and profiles name, while they are gathered.
final class NeededSets {
    private final ShardView view;
    private final Map<String, SharedProfile> profiles = new HashMap<>();
    private final RoaringBitmap sets = new RoaringBitmap();

    NeededSets(ShardView view) {
        this.view = view;
    }

    void add(Ints numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            sets.add(numbers.get(i));
        }
    }

    void profiles(RuleSetMade made) {
        if (made.contents().part() instanceof EndpointContents endpoint) {
            endpoint.ruleSet().profiles().forEach(this::profile);
        }
    }

    private void profile(String name) {
        if (!profiles.containsKey(name)) {
            var profile = view.profile(name);
            profiles.put(name, profile);
            add(profile.sets());
        }
    }

    Map<String, SharedProfile> profiles() {
        return profiles;
    }

    RoaringBitmap sets() {
        return sets;
    }
}
