package io.margay.cli.compute;

import io.margay.model.ruleset.Direction;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.util.Arrays;
import java.util.List;

/// What one host's endpoints enforce, as bytes: policies by their places among the host's.
final class EndpointBytes {
    private record Slice(int from, int to) {}

    private static final int NOWHERE = -1;

    private final DigestBytes bytes = new DigestBytes();
    private int[] places = new int[0];

    /// Another host comes next.
    void begin() {
        Arrays.fill(places, NOWHERE);
    }

    /// A policy of the host whose endpoints come next: its number in the shard, and its place in the host's order.
    void place(int policy, int place) {
        if (policy >= places.length) {
            int before = places.length;
            places = Arrays.copyOf(places, Math.max(policy + 1, before * 2));
            Arrays.fill(places, before, places.length, NOWHERE);
        }
        places[policy] = place;
    }

    /// How many there are, and what each is, in order.
    void write(List<EndpointContents> endpoints, DigestBytes all) {
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
        bytes.text(frame.endpoint().path());
        bytes.text(frame.endpoint().kind().word());
        bytes.text(frame.interfaceName());
        bytes.addresses(frame.addresses());
        bytes.text(frame.identity());
        tiers(endpoint.normal(), Direction.INGRESS);
        tiers(endpoint.normal(), Direction.EGRESS);
        tiers(endpoint.untracked(), Direction.INGRESS);
        tiers(endpoint.untracked(), Direction.EGRESS);
        tiers(endpoint.preDnat(), Direction.INGRESS);
        tiers(endpoint.forward(), Direction.INGRESS);
        tiers(endpoint.forward(), Direction.EGRESS);
        bytes.number(frame.profiles().size());
        frame.profiles().forEach(bytes::text);
    }

    private void tiers(List<NumberedTier> tiers, Direction direction) {
        int count = 0;
        for (var tier : tiers) {
            count += tier.policies(direction).size() > 0 ? 1 : 0;
        }
        bytes.number(count);
        for (var tier : tiers) {
            if (tier.policies(direction).size() > 0) {
                tier(tier, direction);
            }
        }
    }

    private void tier(NumberedTier tier, Direction direction) {
        var policies = tier.policies(direction);
        bytes.text(tier.tier());
        bytes.text(tier.defaultAction().word());
        bytes.number(policies.size());
        for (int i = 0; i < policies.size(); i++) {
            bytes.number(places[policies.get(i)]);
        }
    }
}
