package io.margay.load.host;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Part;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which policies members' numbers mean, as hosts were told. For any thread.
public final class PolicyNumbers {
    private record Numbered(long incarnation, int policy) {}

    private final ConcurrentMap<Numbered, ResourceKey> keys = new ConcurrentHashMap<>();

    /// None yet.
    public PolicyNumbers() {}

    /// Hears a part of what a host was told; adds the policies that it takes away.
    public void hear(long incarnation, Part part, Collection<Mark> gone) {
        switch (part) {
            case Part.PolicyContents(var policy, var rules) -> keys.put(new Numbered(incarnation, policy), rules.key());
            case Part.Gone it ->
                it.policies().forEach(number -> {
                    var key = keys.get(new Numbered(incarnation, number));
                    if (key != null) {
                        gone.add(new Mark(Mark.Kind.POLICY_GONE, key));
                    }
                });
            // Those in an endpoint's tiers were named before.
            case Part.Moves _, Part.MemberChange _, Part.Identities _, Part.SetContents _ -> {}
            case Part.ProfileContents _, Part.EndpointContents _ -> {}
        }
    }
}
