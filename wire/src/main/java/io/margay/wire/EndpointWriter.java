package io.margay.wire;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import io.margay.wire.proto.Part;
import io.margay.wire.proto.ToHost;
import java.util.List;

/// Writes a message with the contents of an endpoint: most records of a first update are such.
///
/// Its rule set is without policies, which are in the lists of tiers.
final class EndpointWriter {
    private static final int USUAL_BYTES = 512;

    private final ProtoBytes out = new ProtoBytes(USUAL_BYTES);

    static byte[] write(EndpointContents endpoint) {
        var writer = new EndpointWriter();
        int part = writer.out.begin(ToHost.PARTS_FIELD_NUMBER);
        int contents = writer.out.begin(Part.ENDPOINT_FIELD_NUMBER);
        writer.contents(endpoint);
        writer.out.end(contents);
        writer.out.end(part);
        return writer.out.toArray();
    }

    private void contents(EndpointContents endpoint) {
        int ruleSet = out.begin(io.margay.wire.proto.EndpointContents.RULE_SET_FIELD_NUMBER);
        frame(endpoint.ruleSet());
        out.end(ruleSet);
        tiers(io.margay.wire.proto.EndpointContents.UNTRACKED_FIELD_NUMBER, endpoint.untracked());
        tiers(io.margay.wire.proto.EndpointContents.PRE_DNAT_FIELD_NUMBER, endpoint.preDnat());
        tiers(io.margay.wire.proto.EndpointContents.FORWARD_FIELD_NUMBER, endpoint.forward());
        tiers(io.margay.wire.proto.EndpointContents.NORMAL_FIELD_NUMBER, endpoint.normal());
    }

    private void frame(RuleSet ruleSet) {
        int key = out.begin(io.margay.wire.proto.RuleSet.ENDPOINT_FIELD_NUMBER);
        key(ruleSet.endpoint());
        out.end(key);
        out.text(io.margay.wire.proto.RuleSet.INTERFACE_NAME_FIELD_NUMBER, ruleSet.interfaceName());
        out.addresses(io.margay.wire.proto.RuleSet.ADDRESSES_FIELD_NUMBER, ruleSet.addresses());
        out.text(io.margay.wire.proto.RuleSet.IDENTITY_FIELD_NUMBER, ruleSet.identity());
        ruleSet.profiles().forEach(profile -> out.element(io.margay.wire.proto.RuleSet.PROFILES_FIELD_NUMBER, profile));
    }

    private void key(ResourceKey key) {
        out.text(
                io.margay.wire.proto.ResourceKey.API_VERSION_FIELD_NUMBER,
                key.kind().apiVersion());
        out.text(io.margay.wire.proto.ResourceKey.KIND_FIELD_NUMBER, key.kind().word());
        out.text(io.margay.wire.proto.ResourceKey.NAMESPACE_FIELD_NUMBER, key.namespace());
        out.text(io.margay.wire.proto.ResourceKey.NAME_FIELD_NUMBER, key.name());
    }

    private void tiers(int field, List<NumberedTier> tiers) {
        for (var tier : tiers) {
            int from = out.begin(field);
            out.text(io.margay.wire.proto.NumberedTier.TIER_FIELD_NUMBER, tier.tier());
            out.number(
                    io.margay.wire.proto.NumberedTier.DEFAULT_ACTION_FIELD_NUMBER,
                    Names.write(tier.defaultAction()).getNumber());
            out.numbers(io.margay.wire.proto.NumberedTier.INGRESS_FIELD_NUMBER, tier.ingress());
            out.numbers(io.margay.wire.proto.NumberedTier.EGRESS_FIELD_NUMBER, tier.egress());
            out.end(from);
        }
    }
}
