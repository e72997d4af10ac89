package io.margay.model.resource;

/// A projectcalico.org/v3 Tier.
///
/// @param defaultAction what befalls a packet that this tier's policies do not decide: DENY or PASS
public record Tier(Metadata metadata, Order order, Action defaultAction) implements Resource {
    @Override
    public Kind kind() {
        return Kind.TIER;
    }
}
