package io.margay.cli.compute;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one host's endpoints enforce, as bytes: policies, profiles and tiers by their places among the host's.
final class EndpointBytes {
    private static final int NAME = 1;
    private static final int KIND = 2;
    private static final int INTERFACE = 3;
    private static final int ADDRESSES = 4;
    private static final int IDENTITY = 5;
    private static final int INGRESS = 6;
    private static final int EGRESS = 7;
    private static final int UNTRACKED_INGRESS = 8;
    private static final int UNTRACKED_EGRESS = 9;
    private static final int PRE_DNAT_INGRESS = 10;
    private static final int FORWARD_INGRESS = 11;
    private static final int FORWARD_EGRESS = 12;
    private static final int PROFILES = 13;

    private record Slice(int from, int to) {}

    private final DigestBytes bytes = new DigestBytes();
    private final Places policies = new Places();
    private final Places profiles = new Places();
    private final TierHeads heads = new TierHeads();
    private final Map<String, Integer> profileNumbers = new HashMap<>();

    /// A number for a profile, by its name: the same each time.
    int profile(String name) {
        var known = profileNumbers.get(name);
        if (known == null) {
            known = profileNumbers.size();
            profileNumbers.put(name, known);
        }
        return known;
    }

    /// Another host comes next, which holds these policies and profiles, of which each was written.
    void begin(PartDigests heldPolicies, PartDigests heldProfiles) {
        policies.take(heldPolicies);
        profiles.take(heldProfiles);
    }

    /// The heads of their tiers; then how many endpoints there are, and what each is, in order.
    void write(List<EndpointContents> endpoints, DigestBytes all) {
        heads.begin();
        endpoints.forEach(heads::take);
        heads.write(all);
        bytes.clear();
        all.number(endpoints.size());
        var slices = new Slice[endpoints.size()];
        for (int i = 0; i < slices.length; i++) {
            int from = bytes.size();
            write(endpoints.get(i));
            slices[i] = new Slice(from, bytes.size());
        }
        Arrays.sort(slices, (one, other) -> bytes.compare(one.from, one.to, other.from, other.to));
        for (var slice : slices) {
            all.raw(bytes, slice.from, slice.to);
        }
    }

    private void write(EndpointContents endpoint) {
        var frame = endpoint.ruleSet();
        name(frame.endpoint());
        bytes.number(KIND);
        bytes.repeated(frame.endpoint().kind().word());
        if (!frame.interfaceName().isEmpty()) {
            bytes.number(INTERFACE);
            bytes.text(frame.interfaceName());
        }
        if (!frame.addresses().isEmpty()) {
            bytes.number(ADDRESSES);
            bytes.addresses(frame.addresses());
        }
        bytes.number(IDENTITY);
        bytes.text(frame.identity());
        tiers(INGRESS, endpoint.normal(), Direction.INGRESS);
        tiers(EGRESS, endpoint.normal(), Direction.EGRESS);
        tiers(UNTRACKED_INGRESS, endpoint.untracked(), Direction.INGRESS);
        tiers(UNTRACKED_EGRESS, endpoint.untracked(), Direction.EGRESS);
        tiers(PRE_DNAT_INGRESS, endpoint.preDnat(), Direction.INGRESS);
        tiers(FORWARD_INGRESS, endpoint.forward(), Direction.INGRESS);
        tiers(FORWARD_EGRESS, endpoint.forward(), Direction.EGRESS);
        profiles(frame.profiles());
        bytes.number(0);
    }

    private void name(ResourceKey key) {
        bytes.number(NAME);
        int from = bytes.beginText();
        if (!key.namespace().isEmpty()) {
            bytes.piece(key.namespace(), true);
            bytes.octet('/');
        }
        bytes.piece(key.name(), false);
        bytes.endText(from);
    }

    private void tiers(int field, List<NumberedTier> tiers, Direction direction) {
        int count = 0;
        for (int i = 0; i < tiers.size(); i++) {
            count += tiers.get(i).policies(direction).size() > 0 ? 1 : 0;
        }
        if (count == 0) {
            return;
        }
        bytes.number(field);
        bytes.number(count);
        for (int i = 0; i < tiers.size(); i++) {
            var policiesOfTier = tiers.get(i).policies(direction);
            if (policiesOfTier.size() > 0) {
                tier(tiers.get(i), policiesOfTier);
            }
        }
    }

    private void tier(NumberedTier tier, Ints ofTier) {
        bytes.number(heads.place(tier));
        bytes.number(ofTier.size());
        for (int i = 0; i < ofTier.size(); i++) {
            bytes.number(policies.of(ofTier.get(i)));
        }
    }

    private void profiles(List<String> names) {
        if (!names.isEmpty()) {
            bytes.number(PROFILES);
            bytes.number(names.size());
            for (int i = 0; i < names.size(); i++) {
                bytes.number(profiles.of(profile(names.get(i))));
            }
        }
    }
}
