package io.margay.wire;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import io.margay.wire.proto.Part;
import io.margay.wire.proto.ToHost;
import java.util.List;

/// Rule sets of endpoints, whose policies are numbers. Most records of a first update are such.
final class EndpointCodec {
    private static final int USUAL_BYTES = 512;

    private final ProtoBytes out = new ProtoBytes(USUAL_BYTES);

    private EndpointCodec() {}

    /// A message to a host with this part.
    static byte[] write(EndpointContents contents) {
        var codec = new EndpointCodec();
        int part = codec.out.begin(ToHost.PARTS_FIELD_NUMBER);
        int endpoint = codec.out.begin(Part.ENDPOINT_FIELD_NUMBER);
        codec.contents(contents);
        codec.out.end(endpoint);
        codec.out.end(part);
        return codec.out.toArray();
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static EndpointContents read(io.margay.wire.proto.EndpointContents contents) {
        var ruleSet = new RuleSet(
                Names.read(contents.getEndpoint()),
                contents.getInterfaceName(),
                Addresses.read(contents.getAddresses()),
                contents.getIdentity(),
                contents.getProfilesList());
        return new EndpointContents(
                ruleSet,
                read(contents.getUntrackedList()),
                read(contents.getPreDnatList()),
                read(contents.getForwardList()),
                read(contents.getNormalList()));
    }

    private void contents(EndpointContents contents) {
        var ruleSet = contents.ruleSet();
        int endpoint = out.begin(io.margay.wire.proto.EndpointContents.ENDPOINT_FIELD_NUMBER);
        key(ruleSet.endpoint());
        out.end(endpoint);
        out.text(io.margay.wire.proto.EndpointContents.INTERFACE_NAME_FIELD_NUMBER, ruleSet.interfaceName());
        out.addresses(io.margay.wire.proto.EndpointContents.ADDRESSES_FIELD_NUMBER, ruleSet.addresses());
        out.text(io.margay.wire.proto.EndpointContents.IDENTITY_FIELD_NUMBER, ruleSet.identity());
        tiers(io.margay.wire.proto.EndpointContents.UNTRACKED_FIELD_NUMBER, contents.untracked());
        tiers(io.margay.wire.proto.EndpointContents.PRE_DNAT_FIELD_NUMBER, contents.preDnat());
        tiers(io.margay.wire.proto.EndpointContents.FORWARD_FIELD_NUMBER, contents.forward());
        tiers(io.margay.wire.proto.EndpointContents.NORMAL_FIELD_NUMBER, contents.normal());
        ruleSet.profiles()
                .forEach(profile -> out.element(io.margay.wire.proto.EndpointContents.PROFILES_FIELD_NUMBER, profile));
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

    private static List<NumberedTier> read(List<io.margay.wire.proto.NumberedTier> tiers) {
        return tiers.stream().map(EndpointCodec::read).toList();
    }

    private static NumberedTier read(io.margay.wire.proto.NumberedTier tier) {
        return new NumberedTier(
                tier.getTier(),
                Names.read(tier.getDefaultAction()),
                Ints.of(tier.getIngressList()),
                Ints.of(tier.getEgressList()));
    }
}
