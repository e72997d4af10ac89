package io.margay.wire;

import static io.margay.wire.proto.EndpointContents.ADDRESSES_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.ENDPOINT_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.FORWARD_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.IDENTITY_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.INTERFACE_NAME_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.NORMAL_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.PRE_DNAT_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.PROFILES_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.UID_FIELD_NUMBER;
import static io.margay.wire.proto.EndpointContents.UNTRACKED_FIELD_NUMBER;
import static io.margay.wire.proto.NumberedTier.DEFAULT_ACTION_FIELD_NUMBER;
import static io.margay.wire.proto.NumberedTier.EGRESS_FIELD_NUMBER;
import static io.margay.wire.proto.NumberedTier.INGRESS_FIELD_NUMBER;
import static io.margay.wire.proto.NumberedTier.TIER_FIELD_NUMBER;

import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.util.List;

/// Rule sets of endpoints, whose policies are numbers. Most records of a first update are such.
final class EndpointCodec {
    private EndpointCodec() {}

    static void write(EndpointContents contents, ProtoBytes out) {
        var ruleSet = contents.ruleSet();
        Names.write(ENDPOINT_FIELD_NUMBER, ruleSet.endpoint(), out);
        out.text(INTERFACE_NAME_FIELD_NUMBER, ruleSet.interfaceName());
        out.addresses(ADDRESSES_FIELD_NUMBER, ruleSet.addresses());
        out.text(IDENTITY_FIELD_NUMBER, ruleSet.identity());
        tiers(contents, out);
        Names.write(PROFILES_FIELD_NUMBER, ruleSet.profiles(), out);
        out.fixed64(UID_FIELD_NUMBER, ruleSet.uid());
    }

    /// The same, where what is not of tiers is written in `other` from a place on to its end. Most of it is texts, each
    /// of which would have to be looked for in memory.
    static void write(EndpointContents contents, byte[] other, int from, ProtoBytes out) {
        int tiers = ProtoBytes.next(other, from, UNTRACKED_FIELD_NUMBER);
        out.raw(other, from, tiers);
        tiers(contents, out);
        out.raw(other, ProtoBytes.next(other, tiers, PROFILES_FIELD_NUMBER), other.length);
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static EndpointContents read(io.margay.wire.proto.EndpointContents contents) {
        var ruleSet = new RuleSet(
                        Names.read(contents.getEndpoint()),
                        contents.getInterfaceName(),
                        Addresses.read(contents.getAddresses()),
                        contents.getIdentity(),
                        contents.getProfilesList())
                .withUid(contents.getUid());
        return new EndpointContents(
                ruleSet,
                read(contents.getUntrackedList()),
                read(contents.getPreDnatList()),
                read(contents.getForwardList()),
                read(contents.getNormalList()));
    }

    private static void tiers(EndpointContents contents, ProtoBytes out) {
        tiers(UNTRACKED_FIELD_NUMBER, contents.untracked(), out);
        tiers(PRE_DNAT_FIELD_NUMBER, contents.preDnat(), out);
        tiers(FORWARD_FIELD_NUMBER, contents.forward(), out);
        tiers(NORMAL_FIELD_NUMBER, contents.normal(), out);
    }

    private static void tiers(int field, List<NumberedTier> tiers, ProtoBytes out) {
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            int from = out.begin(field);
            out.repeated(TIER_FIELD_NUMBER, tier.tier());
            out.number(DEFAULT_ACTION_FIELD_NUMBER, Names.number(tier.defaultAction()));
            out.numbers(INGRESS_FIELD_NUMBER, tier.ingress());
            out.numbers(EGRESS_FIELD_NUMBER, tier.egress());
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
